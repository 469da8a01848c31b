import Foundation
import Testing

@Suite struct CheckCommandTests {
  private let command: Command

  init() throws { command = try Command() }

  @Test func mendsSlipsAndLeavesTheRest() throws {
    defer { command.remove() }
    try command.edit("policy/X.1/2024-06.yaml", "any_of:", "anyof:")
    try command.edit("policy/X.1/2024-06.yaml", "require:", "requires:")
    try command.edit("policy/X.1/2024-01.yaml", "revision: 1/24", "revision: 13/24")
    let check = try command.run("check", "--fix")
    #expect(check.code == 1)
    #expect(
      check.errors.contains(
        "policy/X.1/2024-06.yaml:15: unknown key `requires`: write `require`\n"))
    #expect(command.text("policy/X.1/2024-06.yaml")?.contains("any_of:\n") == true)
    #expect(check.errors.contains("error[impossible-date]"))
    #expect(!check.errors.contains("error[unknown-key]"))
  }

  @Test func ordersRevisionsAndKeepsEveryLine() throws {
    defer { command.remove() }
    let file = "policy/X.1/revisions.yaml"
    let text = try #require(command.text(file))
    let later = "  - revision: 6/24\n    supersedes: 1/24\n    status: draft\n"
    try command.edit(file, later, "")
    try command.edit(file, "revisions:\n", "revisions:\n" + later)
    #expect(try command.run("check").errors.contains("error[revision-order]"))
    #expect(try command.run("check", "--fix").code == 0)
    #expect(command.text(file) == text)
  }

  @Test func namesSchemasAsTheOtherSourcesDo() throws {
    defer { command.remove() }
    try command.edit(
      "policy/X.1/2024-06.yaml", "policy: X.1",
      "# yaml-language-server: $schema=../../built/X.1/schemas/revision.schema.json\npolicy: X.1")
    let check = try command.run("check", "--fix")
    #expect(check.code == 0, "\(check.errors)")
    #expect(
      command.text("policy/X.1/revisions.yaml")?.hasPrefix(
        "# yaml-language-server: $schema=../../built/X.1/schemas/revisions.schema.json\n") == true)
    #expect(command.text("policy/terminology/conditions.yaml")?.hasPrefix("terminology") == true)
    #expect(try command.run("check").errors == "")
  }

  @Test func limitsFindingsToThePathsThatAreNamed() throws {
    defer { command.remove() }
    try command.edit("policy/X.1/2024-06.yaml", "any_of:", "any_off:")
    #expect(try command.run("check", "policy/X.1/2024-06.yaml").code == 1)
    #expect(try command.run("check", "policy/X.1/").code == 1)
    #expect(try command.run("check", "./policy").code == 1)
    #expect(try command.run("check", "policy/X.1/references.yaml").code == 0)
    #expect(try command.run("check", "policy/X.2").errors.contains("there is no `policy/X.2`"))
  }

  @Test(arguments: ["json", "sarif", "github"])
  func printsForMachinesOnStandardOutput(_ format: String) throws {
    defer { command.remove() }
    try command.edit("policy/X.1/2024-06.yaml", "any_of:", "any_off:")
    let check = try command.run("check", "--format", format)
    #expect(check.code == 1)
    #expect(check.output.contains("unknown-key"))
    #expect(!check.errors.contains("-->"))
    #expect(try command.run("check", "--format", "xml").errors.contains("sarif"))
  }
}
