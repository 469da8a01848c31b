import Foundation
import LiverIron
import LiverIronTestSupport

/// One run of the built `lic`: what it printed and how it ended.
struct CommandRun {
  let output: String
  let errors: String
  let exitCode: Int32

  /// - Parameters:
  ///   - device: where standard output goes instead of `output`.
  ///   - environment: variables added to those of the tests.
  ///   - milliseconds: after which the run is killed; nil to let it end.
  init(
    _ arguments: [String], device: String? = nil, environment added: [String: String] = [:],
    killedAfter milliseconds: UInt32? = nil
  ) throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "lic-\(UUID().uuidString)")
    let (output, errors) = (place.path + ".out", place.path + ".err")
    defer {
      unlink(output)
      unlink(errors)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(
      &actions, 1, device ?? output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var words = ([Self.tool.path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let variables = ProcessInfo.processInfo.environment.merging(added) { $1 }
    var environment = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for variable in environment { free(variable) } }
    var process = pid_t()
    guard posix_spawn(&process, Self.tool.path, &actions, nil, &words, &environment) == 0 else {
      throw CocoaError(.executableNotLoadable)
    }
    if let milliseconds {
      usleep(1000 * milliseconds)
      kill(process, SIGKILL)
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    exitCode = status & 0x7f == 0 ? (status >> 8) & 0xff : -1
    self.output = device == nil ? try Self.text(output) : ""
    self.errors = try Self.text(errors)
  }

  private static func text(_ path: String) throws -> String {
    let file = try FileHandle(forReadingFrom: URL(filePath: path))
    return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
  }

  /// Beside the test bundle.
  private static let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "lic")
}

/// A study on the disk, in a folder that goes with it.
final class StudyOnDisk {
  let folder: URL

  init(tesla: Double = 1.5, more: String = "") throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "lic-\(UUID().uuidString)")
    let anat = folder.appending(path: "study/sub-1/anat")
    try FileManager.default.createDirectory(at: anat, withIntermediateDirectories: true)
    let phantom = BodyPhantom()
    for (index, echo) in phantom.echoes(seed: 8).enumerated() {
      let stem = "sub-1_echo-\(index + 1)_MESE"
      let image = NIfTIFile(grid: phantom.grid, values: echo.map { $0.rounded() }, kind: .int16)
      try Data(image.bytes).write(to: anat.appending(path: stem + ".nii"))
      let time = phantom.times.seconds[index].value
      try Data(
        #"{"EchoTime": \#(time), "RepetitionTime": 2.5, "MagneticFieldStrength": \#(tesla)\#(more)}"#
          .utf8
      )
      .write(to: anat.appending(path: stem + ".json"))
    }
    for (name, tissue) in [
      ("liver", BodyPhantom.Tissue.liver), ("saline", .saline), ("tissue", .muscle),
    ] {
      let mask = phantom.mask(tissue).map { $0 ? Float(1) : 0 }
      try Data(NIfTIFile(grid: phantom.grid, values: mask, kind: .uint8).bytes)
        .write(to: folder.appending(path: name + ".nii"))
    }
    try write(pin: Calibration.stPierre2005.digest)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func write(pin digest: String) throws {
    let pin = """
      {"policy": "P", "revision": "1", "id": "r2-1.5t-st-pierre-2005", "number": 1, "digest": "\(digest)"}
      """
    try Data(pin.utf8).write(to: folder.appending(path: "pin.json"))
  }

  /// Names of the files of the result.
  var result: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path("out"))) ?? []).sorted()
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }
}
