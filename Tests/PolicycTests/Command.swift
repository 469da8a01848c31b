import Foundation
import TestSupport

/// The built command, run as a command in a folder of its own.
struct Command {
  let folder: String

  struct Outcome {
    let code: Int32
    let output: String
    let errors: String
  }

  /// A temporary folder with the sources of the base policy in `policy/`.
  init() throws {
    folder = NSTemporaryDirectory() + "policyc-" + UUID().uuidString
    let base = packageFolder + "/Tests/PolicyChecksTests/Fixtures/Base"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: base, toPath: folder + "/policy")
  }

  static var executable: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("policyc")
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  func run(_ arguments: String..., input: String = "") throws -> Outcome {
    try run(arguments, input: input)
  }

  /// - Parameter below: where it is run, below the folder.
  func run(_ arguments: [String], input: String = "", in below: String = "") throws -> Outcome {
    let process = Process()
    process.executableURL = Command.executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: "\(folder)/\(below)")
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    stdin.fileHandleForWriting.write(Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    let errors = stderr.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      code: process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self))
  }

  func edit(_ file: String, _ original: String, _ changed: String) throws {
    let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
    try text.replacingOccurrences(of: original, with: changed)
      .write(toFile: "\(folder)/\(file)", atomically: false, encoding: .utf8)
  }

  func text(_ file: String) -> String? {
    try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
  }
}
