import Foundation
import Machine
import Testing

/// A folder is replaced as a whole, but files that no writer made are kept.
@Suite struct WholeFolderTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/out" }

  init() throws { folder = try TemporaryFolder() }

  private func replace(_ files: [String: String], removing removed: Set<String> = []) throws {
    let guarded = files.sorted { $0.key < $1.key }.map {
      (path: $0.key, bytes: Array($0.value.utf8))
    }
    try WholeFolder(path, guardedBy: "guard").replace(
      with: guarded + [(path: "guard", bytes: Array("\(files.count)".utf8))], removing: removed)
  }

  @Test func keepsFilesThatNoWriterMade() throws {
    try replace(["a/b": "1", "c": "1"])
    try folder.write("mine", to: "out/a/notes")
    try folder.write("mine", to: "out/d/e/notes")
    try folder.link("out/dangling", to: "nowhere")
    try FileManager.default.createDirectory(
      atPath: path + "/empty", withIntermediateDirectories: false)
    try replace(["c": "2"], removing: ["a/b"])
    #expect(folder.files(in: "out") == ["a/notes", "c", "d/e/notes", "dangling", "guard"])
    #expect(folder.text("out/c") == "2")
    #expect(Files.isFolder(path + "/empty"))
    #expect(folder.files().allSatisfy { $0.hasPrefix("out/") })
  }

  @Test func removesFoldersThatBecomeEmpty() throws {
    try replace(["a/b/c": "1", "d": "1"])
    try replace(["d": "1"], removing: ["a/b/c"])
    #expect(folder.files(in: "out") == ["d", "guard"])
    #expect(!Files.exists(path + "/a"))
  }

  @Test func doesNotChangeOtherHardLinksToAFile() throws {
    try replace(["a": "1"])
    #expect(link(path + "/a", folder.path + "/other") == 0)
    try replace(["a": "2"])
    #expect(folder.text("other") == "1")
    #expect(folder.text("out/a") == "2")
  }

  @Test func replacesALinkAndNotItsTarget() throws {
    try replace(["a": "1"])
    try folder.write("mine", to: "other")
    try FileManager.default.removeItem(atPath: path + "/a")
    try folder.link("out/a", to: "../other")
    try replace(["a": "2"])
    #expect(folder.text("other") == "mine")
    #expect(folder.text("out/a") == "2")
    #expect(Files.linkTarget(path + "/a") == nil)
  }

  @Test func refusesALinkWhereAFolderIsNeeded() throws {
    try replace(["a/b": "1"])
    try folder.write("mine", to: "other/b")
    try FileManager.default.removeItem(atPath: path + "/a")
    try folder.link("out/a", to: "../other")
    #expect(throws: Failure.self) { try replace(["a/b": "2"]) }
    try replace(["c": "2"], removing: ["a/b", "../other/b"])
    #expect(folder.text("other/b") == "mine")
  }

  @Test func removesAnEmptyNewFolder() throws {
    _ = try WholeFolder(path, guardedBy: "guard")
    #expect(!Files.exists(path))
  }

  @Test func followsALinkToTheFolder() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/real", withIntermediateDirectories: false)
    try folder.link("out", to: "real")
    try replace(["a": "1"])
    #expect(Files.linkTarget(path) == "real")
    #expect(folder.text("real/a") == "1")
  }

  /// A snapshot that was taken before a write continues to read all the old files.
  @Test func aSnapshotKeepsTheOldFiles() throws {
    try replace(["a": "1", "b": "1"])
    let path = path
    let snapshot = try #require(try? Snapshot(path))
    let writer = Thread { [self] in try? replace(["a": "2", "b": "2"]) }
    writer.start()
    for _ in 0..<400 where folder.text("out/a") != "2" { usleep(5_000) }
    #expect(folder.text("out/b") == "2")
    #expect(try snapshot.text("a") == "1" && snapshot.text("b") == "1")
    snapshot.end()
    for _ in 0..<400 where !writer.isFinished { usleep(5_000) }
    #expect(folder.files().allSatisfy { $0.hasPrefix("out/") })
  }

  @Test func writersWaitForEachOther() throws {
    let threads = (0..<4).map { number in
      Thread { [self] in
        for round in 0..<5 { try? replace(["a": "\(number) \(round)", "b": "\(number) \(round)"]) }
      }
    }
    for thread in threads { thread.start() }
    while !threads.allSatisfy(\.isFinished) {
      if let snapshot = try? Snapshot(path) {
        #expect(try snapshot.text("a") == snapshot.text("b"))
        snapshot.end()
      }
    }
    #expect(folder.text("out/a") == folder.text("out/b"))
    #expect(folder.files() == ["out/a", "out/b", "out/guard"])
  }

  /// A snapshot as an object that a closure can capture.
  private final class Snapshot {
    private struct Missing: Error {}
    private var snapshot: FolderSnapshot?

    init(_ path: String) throws {
      snapshot = try FolderSnapshot(path, guardedBy: "guard")
      if snapshot == nil { throw Missing() }
    }

    func text(_ file: String) throws -> String {
      guard snapshot != nil else { throw Missing() }
      return String(decoding: try snapshot!.read(file), as: UTF8.self)
    }

    func end() { snapshot = nil }
  }
}
