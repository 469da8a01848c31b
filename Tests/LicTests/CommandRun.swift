import Foundation
import LiverIron
import LiverIronTestSupport

/// One run of the built `lic`: what it printed and how it ended.
struct CommandRun {
  let output: String
  let errors: String
  let exitCode: Int32

  init(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = Self.tool
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    self.output = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    self.errors = String(
      decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    exitCode = process.terminationStatus
  }

  /// Beside the test bundle.
  private static let tool = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "lic")
}

/// A study on the disk, in a folder that goes with it.
final class StudyOnDisk {
  let folder: URL

  init(tesla: Double = 1.5) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "lic-\(UUID().uuidString)")
    let anat = folder.appending(path: "study/sub-1/anat")
    try FileManager.default.createDirectory(at: anat, withIntermediateDirectories: true)
    let phantom = BodyPhantom()
    for (index, echo) in phantom.echoes(seed: 8).enumerated() {
      let stem = "sub-1_echo-\(index + 1)_MESE"
      let image = NIfTIFile(grid: phantom.grid, values: echo.map { $0.rounded() }, kind: .int16)
      try Data(image.bytes).write(to: anat.appending(path: stem + ".nii"))
      let time = phantom.times.seconds[index].value
      try Data(#"{"EchoTime": \#(time), "MagneticFieldStrength": \#(tesla)}"#.utf8)
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
