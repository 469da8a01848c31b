import Foundation
import TestSupport
import Testing

@Suite struct CaseCommandTests {
  private let command: Command

  init() throws { command = try Command() }

  @Test func runsCasesAgainstTheSources() throws {
    defer { command.remove() }
    let run = try command.run("test")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output == "X.1: 3 cases at 2 revisions, 6 trials, all as expected\n")
    // Not against what was built: there is nothing built here.
    try command.edit(
      "policy/X.1/2024-06.yaml", "when: {conditions: anemia}", "when: {conditions: hepatitis_b}")
    // The log would be wrong about it as well.
    try command.edit("policy/X.1/revisions.yaml", "    effect: widens\n", "")
    let changed = try command.run("test")
    #expect(changed.code == 1)
    #expect(
      changed.output.contains("FAILED X.1 6/24: Anemia\n  result: expected met, found not-met"))
    #expect(changed.errors.hasSuffix("error: 1 not as expected\n"), "\(changed.errors)")
  }

  /// A shell makes an empty file before the command runs.
  @Test func suggestsCasesIntoTheFileThatItReads() throws {
    defer { command.remove() }
    let file = "policy/X.1/cases.yaml"
    try command.write("", to: file)
    let suggested = try command.run("test", "--suggest")
    #expect(suggested.code == 0, "\(suggested.errors)")
    try command.write(suggested.output, to: file)
    let run = try command.run("test", "--coverage")
    #expect(run.code == 0, "\(run.output)\(run.errors)")
  }

  @Test func failsWhereSomethingIsNotShown() throws {
    defer { command.remove() }
    let run = try command.run("test", "--coverage")
    #expect(run.code == 1)
    #expect(run.output.contains("  not shown: scope `procedure: CPT:76498` is not met and decides"))
    #expect(run.errors.contains("help: `policyc test --suggest` prints cases that show them"))
    // Pasted in, the suggestions complete it.
    let suggested = try command.run("test", "--suggest", "X.1")
    #expect(suggested.code == 0)
    let file = command.folder + "/policy/X.1/cases.yaml"
    let before = try String(contentsOfFile: file, encoding: .utf8)
    try (before + suggested.output).write(toFile: file, atomically: false, encoding: .utf8)
    let again = try command.run("test", "--coverage")
    #expect(again.code == 0, "\(again.output)\(again.errors)")
    #expect(again.output.contains("coverage at 6/24: 32 of 32 shown"))
    #expect(try command.run("test", "--suggest").output.contains("show everything"))
  }

  @Test func writesAFileOfCasesWhereThereIsNone() throws {
    defer { command.remove() }
    let file = command.folder + "/policy/X.1/cases.yaml"
    try FileManager.default.removeItem(atPath: file)
    #expect(try command.run("test").code == 0)
    #expect(try command.run("test", "--coverage").code == 1)
    let suggested = try command.run("test", "--suggest")
    #expect(suggested.output.contains("it is proven that fewer cannot do"))
    try suggested.output.write(toFile: file, atomically: false, encoding: .utf8)
    #expect(try command.run("test", "--coverage").code == 0)
  }

  @Test func editedCasesLeaveTheTablesFresh() throws {
    defer { command.remove() }
    _ = try command.run("build")
    try command.edit("policy/X.1/cases.yaml", "name: Anemia", "name: Any anemia")
    #expect(try command.run("build", "--check").code == 0)
    #expect(try command.run("decide", input: "").code == 0)
  }

  @Test func printsJSONAndJUnit() throws {
    defer { command.remove() }
    let json = try command.run("test", "--coverage", "--format", "json")
    #expect(json.code == 1)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let policies = try #require(object?["policies"] as? [[String: Any]])
    #expect((policies[0]["trials"] as? [Any])?.count == 6)
    #expect((policies[0]["coverage"] as? [Any])?.count == 2)
    let junit = try command.run("test", "--coverage", "--format", "junit")
    #expect(junit.output.components(separatedBy: "<testsuite ").count - 1 == 4)
    // Six parts a revision, beside three cases.
    #expect(junit.output.components(separatedBy: "<testcase ").count - 1 == 2 * (3 + 6))
  }

  @Test func refusesUnknownPoliciesAndMixedOptions() throws {
    defer { command.remove() }
    let unknown = try command.run("test", "X.2")
    #expect(unknown.code == 2)
    #expect(unknown.errors.contains("help: write `X.1`"))
    #expect(try command.run("test", "--suggest", "--coverage").code == 2)
    #expect(try command.run("test", "--sources", "nowhere").code == 1)
  }

  @Test func explainsAnswers() throws {
    defer { command.remove() }
    _ = try command.run("build")
    let request =
      #"{"id":"1","revision":"6/24","facts":{"procedure":"CPT:76498","purpose":"liver_iron","suspected":false,"conditions":["anemia"]}}"#
    let text = try command.run("decide", "--explain", input: request)
    #expect(text.code == 0, "\(text.errors)")
    #expect(text.output.contains("    met, medically_necessary\n      with `suspected`: true\n"))
    // The anchor is one of the page.
    #expect(text.output.contains("X.1/2024-06/policy.html#I\n"))
    #expect(command.text("generated/X.1/2024-06/policy.html")?.contains("id=\"I\"") == true)
    let json = try command.run("decide", "--explain-json", input: request)
    #expect(json.output.contains(#""near_misses_complete":true"#))
    let csv = try command.run("decide", "--explain", "--format", "csv", input: "id\n")
    #expect(csv.code == 2)
  }

  /// Each class is a request that is read, and together they have every result.
  @Test func printsARequestOfEveryClass() throws {
    defer { command.remove() }
    let classes = try command.run("test", "--classes")
    #expect(classes.code == 0)
    #expect(try command.run("build").code == 0)
    let answers = try command.run("decide", input: classes.output).output
    #expect(!answers.contains("\"error\""))
    for result in ["met", "not-met", "needs-information", "out-of-scope"] {
      #expect(answers.contains("\"result\":\"\(result)\""))
    }
    #expect(try command.run("test", "--classes", "--coverage").code == 2)
  }
}
