import PolicyModel
import Testing

@testable import PolicyDocuments

/// A revision with every connective, requirements, exceptions, ranges, a reference to a criterion
/// and two statements.
private func everyShape() throws -> CompiledPolicy {
  try CompiledPolicy { text in
    guard let start = text.firstRange(of: "statements:\n"),
      let end = text.firstRange(of: "sections:\n"), text.contains("hernando2014")
    else { return text.replacing("effect: widens", with: "effect: mixed") }
    return String(text[..<start.lowerBound])
      .replacing(
        "  suspected:",
        with: """
            age: {type: integer, unit: a, minimum: 0, maximum: 130, ask: How old is the person?}
            suspected:
          """) + """
        statements:
          - id: liver_iron
            outcome: medically_necessary
            text: "The service is medically necessary for one of these [@wood2015]:"
            require: [{purpose: liver_iron}, {age: {at_least: 18, under: 65}}]
            unless: [{any_of: [{conditions: hepatitis_c}, {all_of: [{age: {at_most: 20}}, {suspected: false}]}]}]
            any_of:
              - {id: anemia, text: Anemia, when: {conditions: anemia}}
              - id: several
                text: 'Several, *with* `code` (`x`) a [link](https://example.org/) & \\<:'
                some_of:
                  at_least: 2
                  of:
                    - {id: young, text: "Age: {age}", when: {age: {at_most: 30}}}
                    - {id: suspected_iron, text: Suspected, when: {suspected: true}}
                    - id: neither
                      text: Neither
                      none_of:
                        - {id: hepatitis, text: Hepatitis B or C, when: {conditions: [hepatitis_b, hepatitis_c]}}
          - id: other
            outcome: investigational
            text: Other uses
            require: [{criterion: anemia}]
            when: {purpose: other}

        """ + text[end.lowerBound...]
  }
}

/// A way in which a printer could fail to print what the table decides.
private struct Fault: CustomTestStringConvertible {
  let testDescription: String
  /// What is replaced in the HTML page, and by what; every occurrence.
  let html: [(String, String)]
  /// The same in Markdown.
  let markdown: [(String, String)]

  init(_ name: String, html: [(String, String)], markdown: [(String, String)]) {
    testDescription = name
    self.html = html
    self.markdown = markdown
  }

  /// A fault that looks alike in both.
  init(_ name: String, _ replacements: (String, String)...) {
    self.init(name, html: replacements, markdown: replacements)
  }

  static let all = [
    Fault("another scope", ("procedure: CPT:76498", "procedure: CPT:76499")),
    Fault("the scope in other words", ("Procedure: ", "Planned procedure: ")),
    Fault("the scope denied", ("applies to requests where", "does not apply to requests where")),
    Fault(
      "another outcome", html: [(">Investigational<", ">Medically necessary<")],
      markdown: [("### Investigational", "### Medically necessary")]),
    Fault(
      "two outcomes exchanged",
      html: [
        (">Investigational<", ">1<"), (">Medically necessary<", ">Investigational<"),
        (">1<", ">Medically necessary<"),
      ],
      markdown: [
        ("### Investigational", "### 1"), ("### Medically necessary", "### Investigational"),
        ("### 1", "### Medically necessary"),
      ]),
    Fault("no precedence", ("the first one whose criteria are met decides", "any of them decides")),
    Fault("not silent otherwise", ("Otherwise the policy is silent.", "Otherwise it denies.")),
    Fault(
      "two criteria exchanged, under their old labels",
      html: [
        (">Suspected<", ">1<"), (">Age: at most 30 years<", ">Suspected<"),
        (">1<", ">Age: at most 30 years<"), (">suspected: true<", ">2<"),
        (">age: at most 30 years<", ">suspected: true<"), (">2<", ">age: at most 30 years<"),
      ],
      markdown: [
        (" Suspected <code>suspected: true<", " 1<"),
        (
          " Age: at most 30 years <code>age: at most 30 years<", " Suspected <code>suspected: true<"
        ),
        (" 1<", " Age: at most 30 years <code>age: at most 30 years<"),
      ]),
    Fault("two labels exchanged", ("I.B.1", "I.B.9"), ("I.B.2", "I.B.1"), ("I.B.9", "I.B.2")),
    Fault("another connective", ("At least 2 of these:", "At least one of these:")),
    Fault("another number", ("At least 2 of these:", "At least 3 of these:")),
    Fault("members denied", ("None of these:", "All of these:")),
    Fault("exceptions as requirements", ("None of these may apply:", "All of these are required:")),
    Fault("requirements as exceptions", ("All of these are required:", "None of these may apply:")),
    Fault("a bound included", ("at least 18 and under 65", "at least 18 and at most 65")),
    Fault("another bound", ("at most 20 years", "at most 21 years")),
    Fault("another unit", ("at most 20 years", "at most 20 months")),
    Fault("a bound turned round", ("at most 30 years", "at least 30 years")),
    Fault("a value of another fact", ("conditions: anemia", "purpose: anemia")),
    Fault("the opposite", ("suspected: true", "suspected: false")),
    Fault(
      "one value less", html: [(" or hepatitis_<wbr>c", "")],
      markdown: [(" or hepatitis\\_c", "")]),
    Fault("the text of another criterion", ("Anemia", "No anemia")),
    Fault(
      "a reference to another criterion",
      html: [("#I.A\">I.A</a> is met", "#I.B\">I.B</a> is met")],
      markdown: [("[I.A](<#I.A>) is met", "[I.B](<#I.B>) is met")]),
    Fault(
      "a link that leads elsewhere", html: [("#I.A\">I.A</a> is met", "#I.B\">I.A</a> is met")],
      markdown: [("[I.A](<#I.A>) is met", "[I.A](<#I.B>) is met")]),
    Fault("an anchor that is missing", ("id=\"I.B\"", "id=\"I.X\"")),
    Fault(
      "a condition that is raised like a citation",
      html: [("class=\"citation\">", "class=\"citation\">unless pregnant ")],
      markdown: [("<sup>", "<sup>unless pregnant ")]),
    Fault(
      "a sentence among the criteria",
      html: [("<div class=\"otherwise\">", "<p>Also for other uses.</p><div class=\"otherwise\">")],
      markdown: [("**Otherwise", "Also for other uses.\n\n**Otherwise")]),
    Fault(
      "a test in another section",
      html: [
        ("<h2 id=\"log-title\">", "<p class=\"test\">conditions: anemia</p><h2 id=\"log-title\">")
      ],
      markdown: [("## Revision log", "<code>conditions: anemia</code>\n\n## Revision log")]),
    Fault(
      "a second section of criteria",
      html: [("id=\"log\" ", "id=\"criteria\" ")], markdown: [("## Revision log", "## Criteria")]),
    Fault(
      "a criterion that readers do not see",
      html: [("<li id=\"I.A\"", "<li hidden=\"\" id=\"I.A\"")],
      markdown: [("- <a id=\"I.A\"></a>", "- <!-- <a id=\"I.A\"></a>")]),
  ]
}

@Suite struct ProofTests {
  @Test func acceptsEveryShapeOfCriterion() throws {
    let (html, markdown) = try everyShape().documents()
    #expect(html.contains("At least 2 of these:") && markdown.contains("At least 2 of these:"))
  }

  @Test(arguments: Fault.all)
  private func seesTheFault(_ fault: Fault) throws {
    let policy = try everyShape()
    let (html, markdown) = try policy.documents()
    let revision = policy.revision
    func faulty(_ document: String, _ replacements: [(String, String)]) throws -> [UInt8] {
      let changed = replacements.reduce(document) { $0.replacing($1.0, with: $1.1) }
      try #require(changed != document)
      return Array(changed.utf8)
    }
    #expect(PrintedDecision(html: Array(html.utf8)).disagreement(with: revision) == nil)
    #expect(
      PrintedDecision(html: try faulty(html, fault.html)).disagreement(with: revision) != nil)
    #expect(PrintedDecision(markdown: Array(markdown.utf8)).disagreement(with: revision) == nil)
    #expect(
      PrintedDecision(markdown: try faulty(markdown, fault.markdown))
        .disagreement(with: revision) != nil)
  }

  /// Every line of the criteria matters: without it, or with it twice, a document is refused.
  @Test func seesEveryLineThatIsMissingOrRepeated() throws {
    let policy = try everyShape()
    let (html, markdown) = try policy.documents()
    for (document, start, end, read) in [
      (
        html, "<section id=\"criteria\"", "</section>",
        { (bytes: [UInt8]) in PrintedDecision(html: bytes) }
      ),
      (markdown, "## Criteria", "## Background", { PrintedDecision(markdown: $0) }),
    ] {
      let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
      let first = try #require(lines.firstIndex { $0.contains(start) })
      let last = try #require(lines[first...].firstIndex { $0.contains(end) })
      let printed = (first..<last).filter { hasText(lines[$0]) }
      #expect(printed.count > 20)
      for index in printed {
        var without = lines
        without.remove(at: index)
        var repeated = lines
        repeated.insert(lines[index], at: index)
        for changed in [without, repeated] {
          let bytes = Array(changed.joined(separator: "\n").utf8)
          #expect(read(bytes).disagreement(with: policy.revision) != nil, "\(lines[index])")
        }
      }
    }
  }

  /// Whether there is anything besides tags and white space.
  private func hasText(_ line: Substring) -> Bool {
    var isTag = false
    for character in line {
      switch character {
      case "<": isTag = true
      case ">": isTag = false
      default: if !isTag, !character.isWhitespace { return true }
      }
    }
    return false
  }
}
