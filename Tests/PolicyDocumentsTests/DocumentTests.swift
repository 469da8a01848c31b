import Diagnostics
import PolicyChecks
import PolicyCompilation
import PolicyModel
import PolicySources
import TestSupport
import Testing

@testable import PolicyDocuments

private func compile(_ edit: (String) -> String = { $0 }) throws -> CheckedPolicy {
  let folder = packageFolder + "/Tests/PolicyChecksTests/Fixtures/Base"
  let sources = Fixture.readBase(folder)
    .filter { !["X.1/measurement.yaml", "X.1/cases.yaml"].contains($0.path) }
  let texts = sources.map { path, bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    let isOpen = ["X.1/2024-06.yaml", "X.1/revisions.yaml"].contains(path)
    return SourceText(path: "policy/\(path)", bytes: isOpen ? Array(edit(text).utf8) : bytes)
  }
  let compilation = Compilation(texts, in: "policy")
  try #require(
    !compilation.findings.hasErrors,
    "\(TextReport(sources: texts).text(compilation.findings))")
  return try #require(compilation.policies.first)
}

private let provenance = Provenance(compiler: "policyc", sourceDigest: "0")

private func documents(of checked: CheckedPolicy) throws -> (html: String, markdown: String) {
  let artifacts = try Artifact.provenDocuments(
    of: checked.policy.revisions[1], in: checked, provenance)
  return (
    String(decoding: artifacts[0].bytes, as: UTF8.self),
    String(decoding: artifacts[1].bytes, as: UTF8.self)
  )
}

@Suite struct DocumentTests {
  @Test func printsThePolicy() throws {
    let (html, markdown) = try documents(of: compile())
    let folder = folder(of: #filePath) + "/Golden"
    expectGolden(html, "\(folder)/policy.html")
    expectGolden(markdown, "\(folder)/policy.md")
  }

  /// Every connective, requirements and exceptions, nested, are read back as they are decided.
  @Test func provesEveryShapeOfCriterion() throws {
    let policy = try compile { text in
      text.replacing(
        "      - {id: anemia, text: Anemia, when: {conditions: anemia}}\n",
        with: """
                - id: several
                  text: 'Several, *with* `code` (`x`) [@wood2015] a [link](https://example.org/) & \\<:'
                  require: [{any_of: [{suspected: true}, {all_of: [{purpose: other}]}]}]
                  unless: [{conditions: hepatitis_c}]
                  some_of:
                    at_least: 2
                    of:
                      - {id: one, text: One, when: {conditions: anemia}}
                      - id: two
                        text: Two
                        none_of:
                          - {id: three, text: Three, when: {suspected: [true, false]}}
                      - id: four
                        text: Four
                        all_of:
                          - {id: five, text: Five, when: {purpose: [liver_iron, other]}}

          """
      )
    }
    _ = try documents(of: policy)
  }

  @Test func escapesWhatAuthorsWrite() throws {
    let (html, markdown) = try documents(
      of: compile { text in
        text.replacing("title: Liver iron by MRI", with: "title: 'a <b> & \"c\" *d* [e] `f` | g'")
      })
    #expect(html.contains("<h1>a &lt;b&gt; &amp; &quot;c&quot; *d* [e] `f` | g</h1>"))
    #expect(markdown.hasPrefix("# a \\<b\\> \\& \"c\" \\*d\\* \\[e\\] \\`f\\` \\| g\n"))
  }

  /// Whatever is taken from a page, added to it or changed in it, the proof sees it.
  @Test(arguments: [
    ("<span class=\"test\">conditions: anemia</span>", ""),
    ("conditions: anemia<", "conditions: hepatitis_b<"),
    ("At least one of these:", "All of these:"),
    ("All of these are required:", "None of these may apply:"),
    (">Medically necessary</p>", ">Investigational</p>"),
    ("<span class=\"words\">Anemia</span>", "<span class=\"words\">No anemia</span>"),
    ("href=\"#I.A\">I.A<", "href=\"#I.A\">I.B<"),
    ("id=\"I.A\"", "id=\"I.X\""),
    ("procedure: CPT:76498", "procedure: CPT:76499"),
    ("suspected: true", "suspected: false"),
    // More than is decided.
    ("<ol class=\"criteria\">", "<p>And so on.</p><ol class=\"criteria\">"),
    ("<div class=\"otherwise\">", "<p>Also for other uses.</p><div class=\"otherwise\">"),
    (
      "<h2 id=\"log-title\">", "<span class=\"test\">conditions: anemia</span><h2 id=\"log-title\">"
    ),
    ("<span class=\"words\">Anemia</span>", "<span class=\"words\">Anemia</span><em>rarely</em>"),
  ])
  func seesADisagreement(_ original: String, _ changed: String) throws {
    let policy = try compile()
    let (html, _) = try documents(of: policy)
    let revision = policy.policy.revisions[1]
    #expect(PrintedDecision(html: Array(html.utf8)).disagreement(with: revision) == nil)
    let tampered = html.replacing(original, with: changed, maxReplacements: 1)
    try #require(tampered != html)
    #expect(PrintedDecision(html: Array(tampered.utf8)).disagreement(with: revision) != nil)
  }

  @Test func seesADisagreementInMarkdown() throws {
    let policy = try compile()
    let (_, markdown) = try documents(of: policy)
    let revision = policy.policy.revisions[1]
    #expect(PrintedDecision(markdown: Array(markdown.utf8)).disagreement(with: revision) == nil)
    for (original, changed) in [
      ("<code>conditions: anemia</code>", ""), ("*At least one of these:*", "*All of these:*"),
      ("### Medically necessary", "### Investigational"), ("Anemia", "No anemia"),
      ("conditions: anemia", "conditions: hepatitis\\_b"),
      ("## Background", "- more\n\n## Background"),
      ("<a id=\"I.A\"></a>", ""),
    ] {
      let tampered = markdown.replacing(original, with: changed, maxReplacements: 1)
      try #require(tampered != markdown, "\(original)")
      #expect(
        PrintedDecision(markdown: Array(tampered.utf8)).disagreement(with: revision) != nil,
        "\(original)")
    }
  }
}

extension DocumentTests {
  @Test func printsTheRedline() throws {
    let artifacts = Artifact.redlines(of: try compile(), provenance)
    let folder = folder(of: #filePath) + "/Golden"
    #expect(artifacts.map(\.path).first == "X.1/diff/2024-01..2024-06.html")
    expectGolden(String(decoding: artifacts[0].bytes, as: UTF8.self), "\(folder)/redline.html")
    expectGolden(String(decoding: artifacts[1].bytes, as: UTF8.self), "\(folder)/redline.md")
  }
  /// A code that ends is lost from the next day on.
  @Test func printsTheRedlineOfAPeriod() throws {
    let checked = try compile { text in
      text.replacing(
        "resonance procedure}", with: "resonance procedure, valid: {until: 2024-06-30}}"
      ).replacing("effect: widens", with: "effect: mixed")
    }
    let artifacts = Artifact.redlines(of: checked, provenance).map {
      String(decoding: $0.bytes, as: UTF8.self)
    }
    let folder = folder(of: #filePath) + "/Golden"
    #expect(artifacts[0].contains("<p>On 2024-07-01. <strong>1/24:</strong> Not met"))
    expectGolden(artifacts[1], "\(folder)/redline-period.md")
    expectGolden(artifacts[2], "\(folder)/redline-period.json")
  }
}
