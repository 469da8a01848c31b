import Diagnostics
import JSONText
import Testing

@Suite struct MachineReportTests {
  private let kind = DiagnosticKind(
    "unknown-key", why: "Because.", before: "requires: x", after: "require: x")
  private let text = "é: [«wehn»: 1,\n  b]\n"

  private func finding(_ text: String, path: String = "policy/a b.yaml") -> (
    Diagnostic, SourceText
  ) {
    let start = text.utf8.count - text.drop { $0 != "«" }.utf8.count
    let name = text.drop { $0 != "«" }.dropFirst().prefix { $0 != "»" }
    let source = SourceText(
      path: path, bytes: Array(text.filter { $0 != "«" && $0 != "»" }.utf8))
    let span = Span(path: path, range: start..<start + name.utf8.count)
    return (
      Diagnostic(
        kind, "unknown key `\(name)`, 100%", at: span, label: "this",
        notes: [.init("the mapping begins here", at: .init(Span(path: path, range: 0..<2)))],
        fix: Fix("write `when`", [.init(span, "when")], isSafe: true)), source
    )
  }

  private func read(_ text: String) throws -> JSON { try JSON(bytes: Array(text.utf8)) }

  @Test func jsonCountsColumnsInScalars() throws {
    let (diagnostic, source) = finding(text)
    let finding = try #require(
      try read(JSONReport(sources: [source]).text([diagnostic]))["findings"]?.array?[0])
    #expect(finding["place"]?["line"] == 1)
    #expect(finding["place"]?["column"] == 5)
    #expect(finding["place"]?["end_column"] == 9)
    #expect(finding["fix"]?["edits"]?.array?[0]["text"] == "when")
    #expect(finding["fix"]?["safe"] == true)
  }

  @Test func sarifNamesTheRuleTheLocationAndTheFix() throws {
    let (finding, source) = finding(text)
    let run = try #require(
      try read(SARIFReport(sources: [source], version: "1.0.0").text([finding]))["runs"]?.array?[0])
    let rule = try #require(run["tool"]?["driver"]?["rules"]?.array?[0])
    #expect(rule["id"] == "unknown-key")
    #expect(rule["help"]?["markdown"]?.string?.contains("```yaml\nrequire: x\n```") == true)
    let result = try #require(run["results"]?.array?[0])
    let location = result["locations"]?.array?[0]["physicalLocation"]
    #expect(location?["artifactLocation"]?["uri"] == "policy/a%20b.yaml")
    #expect(location?["region"]?["startColumn"] == 5)
    let change = result["fixes"]?.array?[0]["artifactChanges"]?.array?[0]
    #expect(
      change?["replacements"]?.array?[0]["insertedContent"]?["text"] == "when")
  }

  @Test func githubReportEscapesDelimiters() {
    let (finding, source) = finding(text, path: "policy/a,b:c.yaml")
    #expect(
      GitHubReport(sources: [source]).text([finding])
        == "::error file=policy/a%2Cb%3Ac.yaml,line=1,endLine=1,col=5,endColumn=9,title=unknown-key::unknown key `wehn`, 100%25%0Anote: the mapping begins here%0Ahelp: write `when`\n"
    )
  }

  /// A fingerprint stays the same if lines move, and identical findings get different fingerprints.
  @Test func fingerprintsDoNotDependOnLineNumbers() throws {
    func fingerprints(_ texts: [String]) throws -> [String] {
      let pairs = texts.map { finding($0) }
      let json = try read(
        JSONReport(sources: pairs.map(\.1)).text(pairs.map(\.0)))
      return json["findings"]?.array?.compactMap { $0["fingerprint"]?.string } ?? []
    }
    let before = try fingerprints([text])
    #expect(before[0].count == 64)
    #expect(try fingerprints(["# more\n\n  " + text]) == before)
    #expect(try fingerprints([text.replacing("wehn", with: "wenn")]) != before)
    let twice = try fingerprints([text, text])
    #expect(twice[0] == before[0])
    #expect(twice[1] != before[0])
  }

  @Test func reportsWithoutFindingsAreEmpty() throws {
    #expect(GitHubReport(sources: []).text([]) == "")
    #expect(try read(JSONReport(sources: []).text([]))["findings"] == [])
    let sarif = try read(SARIFReport(sources: [], version: "1.0.0").text([]))
    #expect(sarif["runs"]?.array?[0]["results"] == [])
  }
}
