import Foundation
import Testing

/// A command never overwrites what it reads, and never writes into the folder of sources.
@Suite struct OutputTests {
  private let command: Command
  private let request = #"{"id":"1","revision":"1/24","facts":{}}"# + "\n"

  init() throws {
    command = try Command()
    _ = try command.run("build")
    for name in ["in", "log"] {
      try request.write(toFile: "\(command.folder)/\(name)", atomically: false, encoding: .utf8)
    }
    try FileManager.default.createSymbolicLink(
      atPath: command.folder + "/link", withDestinationPath: "in")
    #expect(link(command.folder + "/in", command.folder + "/hard") == 0)
  }

  @Test(arguments: [
    ["decide", "in", "-o", "in"], ["decide", "in", "-o", "./in"], ["decide", "in", "-o", "link"],
    ["decide", "in", "-o", "hard"], ["decide", "link", "-o", "in"],
    ["decide", "in", "-o", "policy/../in"], ["decide", "in", "--audit", "hard"],
    ["decide", "in", "-o", "a", "--audit", "a"], ["decide", "in", "-o", "a", "--audit", "./a"],
    ["decide", "in", "-o", "policy/X.1/2024-01.yaml"], ["decide", "in", "-o", "policy/new"],
    ["decide", "in", "--audit", "policy/X.1/run.json"],
    ["decide", "in", "-o", "generated/X.1/policy.json"],
    ["decide", "in", "--audit", "generated/manifest.json"],
    ["diff", "1/24", "6/24", "--replay", "in", "--changes", "in"],
    ["diff", "1/24", "6/24", "--replay", "in", "--changes", "link"],
    ["diff", "1/24", "6/24", "--replay", "in", "--changes", "policy/X.1/cases.yaml"],
    ["diff", "1/24", "6/24", "--replay", "in", "-o", "hard"],
    ["diff", "1/24", "6/24", "--replay", "in", "-o", "a", "--changes", "a"],
    ["diff", "1/24", "6/24", "-o", "policy/X.1/2024-01.yaml"],
    ["diff", "1/24", "6/24", "-o", "policy/diff.html"],
    ["export", "json", "--revision", "1/24", "-o", "policy"],
    ["export", "csv", "--revision", "1/24", "-o", "policy/X.1/cases.yaml"],
    [
      "export", "fhir", "--revision", "1/24", "--base-url", "https://payer.example", "-o",
      "policy/X.1",
    ],
    ["build", "--output", "policy"], ["build", "--output", "policy/X.1"],
    ["build", "--output", "policy/generated"],
  ])
  func refusesAnOutputThatIsAnInput(_ arguments: [String]) throws {
    defer { command.remove() }
    let before = try command.everyFile()
    let run = try command.run(arguments)
    #expect(run.code == 2, "\(run.errors)")
    #expect(run.errors.contains("error: ") && run.errors.contains("help: "), "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(try command.everyFile() == before)
  }

  @Test(arguments: [
    "policyc decide in >>in", "policyc decide - <in 1<>in", "policyc decide in 1<>hard",
  ])
  func refusesARedirectionIntoTheInput(_ line: String) throws {
    defer { command.remove() }
    let run = try command.shell(line)
    #expect(run.code == 2)
    #expect(run.errors.contains("the output is the file that is read"), "\(run.errors)")
    #expect(command.text("in") == request)
  }

  @Test(arguments: [
    ["decide", "in", "-o", "-"], ["export", "csv", "--revision", "1/24", "-o", "-"],
    ["diff", "1/24", "6/24", "-o", "-"], ["decide", "in", "-o", "/dev/null", "--audit", "-"],
  ])
  func aHyphenIsStandardOutput(_ arguments: [String]) throws {
    defer { command.remove() }
    let run = try command.run(arguments)
    #expect(run.code == 0, "\(run.errors)")
    #expect(!run.output.isEmpty)
    #expect(command.text("-") == nil)
  }
}
