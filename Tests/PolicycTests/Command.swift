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

  /// - Parameter below: the working directory, relative to the folder.
  func run(_ arguments: [String], input: String = "", in below: String = "") throws -> Outcome {
    let process = Process()
    process.executableURL = Command.executable
    process.arguments = arguments
    return try run(process, input: input, in: below)
  }

  private func run(_ process: Process, input: String, in below: String) throws -> Outcome {
    process.currentDirectoryURL = URL(fileURLWithPath: "\(folder)/\(below)")
    // Files rather than pipes: a pipe that fills up while another one is read would stop both processes.
    let streams = NSTemporaryDirectory() + "policyc-streams-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: streams, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: streams) }
    let paths = ["input", "output", "errors"].map { "\(streams)/\($0)" }
    for path in paths {
      _ = FileManager.default.createFile(
        atPath: path, contents: Data(path == paths[0] ? input.utf8 : "".utf8))
    }
    process.standardInput = FileHandle(forReadingAtPath: paths[0])
    process.standardOutput = FileHandle(forWritingAtPath: paths[1])
    process.standardError = FileHandle(forWritingAtPath: paths[2])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      code: process.terminationStatus,
      output: String(decoding: readFile(paths[1]) ?? [], as: UTF8.self),
      errors: String(decoding: readFile(paths[2]) ?? [], as: UTF8.self))
  }

  /// Replaces text in a file, as an editor does: a watcher never sees half of it.
  func edit(_ file: String, _ original: String, _ changed: String) throws {
    let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
    try text.replacingOccurrences(of: original, with: changed)
      .write(toFile: "\(folder)/\(file)", atomically: true, encoding: .utf8)
  }

  /// Writes a file, and the folders above it.
  func write(_ text: String, to file: String) throws {
    let url = URL(fileURLWithPath: "\(folder)/\(file)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }

  func text(_ file: String) -> String? {
    try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
  }

  /// Runs a line of shell in which `policyc` is the built command.
  func shell(_ line: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    // Not `sh`: dash waits for a signal that is blocked in tests.
    process.arguments = ["-c", "policyc() { '\(Command.executable.path)' \"$@\"; }; \(line)"]
    return try run(process, input: "", in: "")
  }

  /// The bytes of every regular file in the folder, by path; the target of every link.
  func everyFile() throws -> [String: Data] {
    var files: [String: Data] = [:]
    let paths = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    for path in paths {
      if let target = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "\(folder)/\(path)")
      {
        files[path] = Data(target.utf8)
      } else if let bytes = readFile("\(folder)/\(path)") {
        files[path] = Data(bytes)
      }
    }
    return files
  }
}
