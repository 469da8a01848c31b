import Foundation
import Testing

@Suite struct FormatCommandTests {
  private let command: Command

  init() throws { command = try Command() }

  @Test func formatsWithoutAChangeOfMeaning() throws {
    defer { command.remove() }
    let file = "policy/X.1/2024-06.yaml"
    let before = try #require(command.text(file))
    #expect(try command.run("build").code == 0)
    let table = "generated/X.1/2024-06/decision-table.json"
    let decided = try #require(command.text(table))
    try command.edit(
      file, "scope: {procedure: CPT:76498}", "scope:   {  procedure:\n    CPT:76498 }")
    try command.edit(file, "title: Liver", "\n\n\n#what\ntitle:    'Liver")
    try command.edit(file, "by MRI", "by MRI'")
    let check = try command.run("fmt", "--check", file)
    #expect(check.code == 1)
    #expect(check.errors.contains("  \(file)\n"))
    let diff = try command.run("fmt", "--diff", file)
    #expect(diff.code == 0)
    #expect(
      diff.output.contains("-title:    'Liver iron by MRI'\n+# what\n+title: Liver iron by MRI\n"))
    #expect(try command.run("fmt", file).output == "\(file): formatted\n")
    #expect(
      command.text(file)
        == before.replacingOccurrences(of: "title: Liver", with: "\n# what\ntitle: Liver"))
    #expect(try command.run("fmt", "--check", file).code == 0)
    #expect(try command.run("build").code == 0)
    func meaning(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { !$0.contains("source_sha256") }
    }
    #expect(meaning(try #require(command.text(table))) == meaning(decided))
  }

  @Test func leavesAFileWithAnErrorAsItIs() throws {
    defer { command.remove() }
    for (mistake, replacement) in [("any_of:", "any_off:   "), ("scope: {", "scope:   [")] {
      try command.edit("policy/X.1/2024-06.yaml", mistake, replacement)
      try command.edit("policy/X.1/2024-01.yaml", "title: ", "title:  ")
      let text = command.text("policy/X.1/2024-06.yaml")
      let run = try command.run("fmt")
      #expect(run.code == 1)
      #expect(run.errors.contains("1 file has errors and was not formatted"))
      #expect(command.text("policy/X.1/2024-06.yaml") == text)
      #expect(command.text("policy/X.1/2024-01.yaml")?.contains("title: Liver") == true)
    }
  }

  @Test func formatsStandardInput() throws {
    defer { command.remove() }
    #expect(try command.run("fmt", "-", input: "a:   'b'\n").output == "a: b\n")
    #expect(try command.run("fmt", "-", input: "a: [b\n").code == 1)
    #expect(try command.run("fmt", "--check", "-", input: "a:  b\n").code == 1)
  }

  @Test func patchMakesTheDifference() throws {
    defer { command.remove() }
    let file = "policy/X.1/2024-06.yaml"
    try command.edit(file, ": {", ":   {")
    try command.edit(file, "reminder: ", "\n\nreminder:  ")
    let patch = try command.run("fmt", "--diff", file).output
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["patch", "-p0", "--quiet"]
    process.currentDirectoryURL = URL(fileURLWithPath: command.folder)
    let input = Pipe()
    process.standardInput = input
    try process.run()
    input.fileHandleForWriting.write(Data(patch.utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try command.run("fmt", "--check", file).code == 0)
  }
}
