import Foundation
import Testing

@Suite struct BuildCommandTests {
  private let command: Command

  init() throws { command = try Command() }

  @Test func buildsThePoliciesThatAreNamedWhateverIsWrongWithOthers() throws {
    defer { command.remove() }
    _ = try command.run("new", "Y.2")
    #expect(try command.run("build").code == 0)
    let before = try #require(command.text("generated/X.1/2024-06/policy.html"))
    try command.edit("policy/X.1/2024-06.yaml", "any_of:", "any_off:")
    try command.edit("policy/Y.2/revisions.yaml", "publisher:", "publisher: Another, once")
    #expect(try command.run("build").code == 1)
    #expect(try command.run("build", "X.1").code == 1)
    let build = try command.run("build", "Y.2")
    #expect(build.code == 0, "\(build.errors)")
    #expect(build.output.hasPrefix("Y.2: "))
    #expect(command.text("generated/X.1/2024-06/policy.html") == before)
    let index = try #require(command.text("generated/index.html"))
    #expect(index.contains("Another, once") && index.contains("X.1/2024-06/policy.html"))
    #expect(try command.run("build", "--check", "Y.2").code == 0)
    let typo = try command.run("build", "Y.3")
    #expect(typo.code == 2)
    #expect(typo.errors.contains("write one of `X.1`, `Y.2`"), "\(typo.errors)")
  }

  /// One line a build; what was built last without errors stays.
  @Test func buildsAgainWhenASourceChanges() throws {
    defer { command.remove() }
    let process = Process()
    process.executableURL = Command.executable
    process.arguments = ["build", "--watch"]
    process.currentDirectoryURL = URL(fileURLWithPath: command.folder)
    let log = command.folder + "/log.txt"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process.standardOutput = FileHandle(forWritingAtPath: log)
    process.standardError = process.standardOutput
    process.standardInput = FileHandle.nullDevice
    try process.run()
    defer { kill(process.processIdentifier, SIGKILL) }
    /// Waits for a line; an editor's save may be reported more than once, so lines are not counted.
    func logs(_ text: String) -> Bool {
      for _ in 0..<600 {
        if command.text("log.txt")?.contains(text) == true { return true }
        usleep(50_000)
      }
      return false
    }
    #expect(logs(" ms: built X.1, "))
    let before = try #require(command.text("generated/manifest.json"))
    try command.edit("policy/X.1/2024-06.yaml", "any_of:", "any_off:")
    #expect(logs("policy/X.1/2024-06.yaml:16:5: error[unknown-key]"))
    #expect(command.text("generated/manifest.json") == before)
    try command.edit("policy/X.1/2024-06.yaml", "any_off:", "any_of:")
    #expect(logs("built X.1, 0 files changed"))
    _ = try command.run("new", "Y.2")
    #expect(logs("Y.2"), "\(command.text("log.txt") ?? "")")
    #expect(process.isRunning)
  }
}
