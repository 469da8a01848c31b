import TestSupport
import Testing

/// `policyc export dmn` and `policyc import`.
@Suite struct ModelCommandTests {
  private let command: Command

  init() throws { command = try Command() }

  @Test(arguments: [("1.3", "20191111"), ("1.5", "20230324")])
  func exportsTheVersionThatIsAskedFor(_ version: String, _ date: String) throws {
    defer { command.remove() }
    let run = try command.run(
      "export", "dmn", "--policy", "X.1", "--revision", "1/24", "--dmn-version", version)
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("xmlns=\"https://www.omg.org/spec/DMN/\(date)/MODEL/\""))
    #expect(run.output.contains("locationURI=\"policy.html#I.A\""))
    #expect(try command.run("export", "dmn", "--dmn-version", "1.4").code == 2)
  }

  private static let table = """
    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="Liver check" namespace="urn:m">
      <inputData id="a" name="Age"><variable name="Age" typeRef="number"/></inputData>
      <decision id="d" name="Answer">
        <variable name="Answer" typeRef="string"/>
        <informationRequirement><requiredInput href="#a"/></informationRequirement>
        <decisionTable hitPolicy="UNIQUE">
          <input><inputExpression typeRef="number"><text>Age</text></inputExpression></input>
          <output/>
          <rule><description>Of *age*: {18}</description><inputEntry><text>&gt;= 18</text></inputEntry><outputEntry><text>"Yes"</text></outputEntry></rule>
          <rule><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>"No"</text></outputEntry></rule>
        </decisionTable>
      </decision>
    </definitions>
    """

  @Test func whatIsImportedBuildsAndIsFormatted() throws {
    defer { command.remove() }
    writeFile(Self.table, to: "\(command.folder)/liver.dmn")
    let run = try command.run(
      "import", "liver.dmn", "--favors", "Yes", "-o", "policy/Y.2", "--revision", "1/26")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.errors.contains("warning[uncarried-part]: the draft writes `Age` as `age`"))
    #expect(run.errors.contains("liver.dmn:7:7"))
    #expect(run.output.contains("compared with the table on 3 requests"))
    let source = command.text("policy/Y.2/2026-01.yaml") ?? ""
    #expect(source.contains("# liver.dmn, line 7: the draft writes `Age` as `age`"))
    #expect(source.contains("when: {age: {at_least: 18}}"))
    let build = try command.run("build", "Y.2")
    #expect(build.code == 0, "\(build.errors)")
    #expect(try command.run("fmt", "--check", "policy/Y.2").code == 0)
    let answer = try command.run(
      "decide", "--policy", "Y.2", "--revision", "1/26",
      input: "{\"facts\": {\"service_requested\": true, \"age\": 18}}")
    #expect(answer.output.contains("\"result\":\"met\""))
  }

  /// Whatever the hit policy and the types, what is imported builds.
  @Test(arguments: [
    ("FIRST", "integer", "18", "-", "compared with the table on 3 requests"),
    ("PRIORITY", "string", "\"A+\"", "-", "compared with the table on 2 requests"),
    ("COLLECT", "date", "@\"2024-02-29\"", "null", "compared with the table on 3 requests"),
  ])
  func everyKindOfTableBuilds(
    _ policy: String, _ type: String, _ cell: String, _ other: String, _ compared: String
  ) throws {
    defer { command.remove() }
    let table = Self.table.replacing("UNIQUE", with: policy).replacing("number", with: type)
      .replacing("&gt;= 18", with: cell).replacing("&lt; 18", with: other)
      .replacing(
        "<output/>",
        with: "<output><outputValues><text>\"No\",\"Yes\"</text></outputValues></output>")
    writeFile(table, to: "\(command.folder)/liver.dmn")
    let favored = policy == "PRIORITY" ? "No" : "Yes"
    let run = try command.run(
      "import", "liver.dmn", "--favors", favored, "-o", "policy/Y.3", "--revision", "1/26")
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains(compared), "\(run.output)")
    let build = try command.run("build", "Y.3")
    #expect(build.code == 0, "\(build.errors)")
  }

  /// Whatever characters a table contains, the draft can be read.
  @Test(arguments: [
    "\u{202E}", "\u{85}", "\u{2028}", "\"quoted\" # x: [", "&#9;- *a* &lt;b>", "年齢",
  ])
  func textOfAnyKindBuilds(_ text: String) throws {
    defer { command.remove() }
    let table = Self.table.replacing(
      "<input>", with: "<input label=\"\(text.replacing("\"", with: "&quot;"))\">"
    ).replacing("<text>Age</text>", with: "<text>[\(text)]</text>")
      .replacing("\"Yes\"", with: "\"\(text.replacing("\"", with: "\\\""))\"")
      .replacing("Of *age*: {18}", with: text).replacing(
        "name=\"Liver check\"", with: "name=\"L \(text.replacing("\"", with: "&quot;"))\"")
    writeFile(table, to: "\(command.folder)/liver.dmn")
    let favored = text.replacing("&#9;", with: "\t").replacing("&lt;", with: "<")
    let run = try command.run(
      "import", "liver.dmn", "--favors", favored, "-o", "policy/Y.4", "--revision", "1/26")
    #expect(run.code == 0, "\(run.errors)")
    let build = try command.run("build", "Y.4")
    #expect(build.code == 0, "\(build.errors)")
  }

  @Test func nothingIsWrittenOfWhatIsNotRead() throws {
    defer { command.remove() }
    writeFile(Self.table, to: "\(command.folder)/liver.dmn")
    writeFile("<a/>", to: "\(command.folder)/other.xml")
    for (arguments, help) in [
      (["import", "liver.dmn"], "the answers are `No`, `Yes`"),
      (["import", "other.xml", "--favors", "Yes"], "not DMN 1.1 to 1.5"),
      (["import", "missing.dmn", "--favors", "Yes"], "missing.dmn"),
      (["import", "liver.dmn", "--favors", "Yes", "--decision", "Answers"], "`Answer`"),
    ] {
      let run = try command.run(arguments)
      #expect(run.code == 1, "\(run.errors)")
      #expect(run.errors.contains(help), "\(run.errors)")
      #expect(command.text("policy/Liver-check/revisions.yaml") == nil)
    }
    #expect(
      try command.run("import", "liver.dmn", "--favors", "Yes", "-o", "policy/X.1").errors
        .contains("exists already"))
  }
}
