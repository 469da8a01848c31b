import Foundation
import Machine
import Testing

/// A single output appears at its path completely or not at all.
@Suite struct OutputFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func appearsOnceItIsComplete() throws {
    try folder.write("old", to: "answers")
    let file = try OutputFile(path: folder.path + "/answers")
    try file.write(text: "new")
    #expect(folder.text("answers") == "old")
    try file.finish()
    #expect(folder.text("answers") == "new")
    #expect(folder.files() == ["answers"])
  }

  @Test func keepsTheOldFileIfTheOutputIsAbandoned() throws {
    try folder.write("old", to: "answers")
    let file = try OutputFile(path: folder.path + "/answers")
    try file.write(text: "new")
    file.abandon()
    #expect(folder.text("answers") == "old")
    #expect(folder.files() == ["answers"])
  }

  @Test func keepsPermissionsAndLinks() throws {
    try folder.write("old", to: "file")
    #expect(chmod(folder.path + "/file", 0o600) == 0)
    try folder.link("link", to: "file")
    try Files.replace(folder.path + "/link", with: Array("new".utf8))
    #expect(folder.text("file") == "new")
    #expect(Files.linkTarget(folder.path + "/link") == "file")
    var status = stat()
    #expect(stat(folder.path + "/file", &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o600)
  }

  /// The first process in every container has the same process identifier, so temporary names must
  /// not depend on it.
  @Test func severalOutputsToOnePathDoNotCollide() throws {
    let files = try (0..<4).map { _ in try OutputFile(path: folder.path + "/answers") }
    for (index, file) in files.enumerated() { try file.write(text: "\(index)") }
    for (index, file) in files.enumerated() {
      try file.finish()
      #expect(folder.text("answers") == "\(index)")
    }
    #expect(folder.files() == ["answers"])
  }
}
