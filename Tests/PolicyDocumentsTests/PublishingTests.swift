import PolicyChecks
import PolicyModel
import TestSupport
import Testing
import Values

@testable import PolicyDocuments

/// What a payer's own pages say of themselves, and what they say of approvals.
@Suite struct PublishingTests {
  private static let digest = String(repeating: "ab", count: 32)

  private static func official(_ edit: @escaping (String) -> String = { $0 }) throws
    -> CompiledPolicy
  {
    try CompiledPolicy { text in
      edit(
        text.replacing(
          "original: The payer publishes it.",
          with: "standing: official\nnotice: Members call the number on their card."))
    }
  }

  @Test func officialPagesCarryThePayersNameAndNotice() throws {
    let policy = try PublishingTests.official()
    let redline = try #require(
      Artifact.redlines(of: policy.checked, CompiledPolicy.provenance).first)
    let index = Artifact.indexPage(of: [IndexEntry(policy.checked)], compiler: "policyc")
    let documents = try policy.documents()
    for text in [
      documents.html, documents.markdown, String(decoding: redline.bytes, as: UTF8.self),
    ] {
      #expect(text.contains("Published by A payer."))
      #expect(text.contains("Members call the number on their card."))
    }
    for text in [documents.html, documents.markdown, String(decoding: index.bytes, as: UTF8.self)] {
      #expect(!text.lowercased().contains("restate"))
      #expect(!text.contains("this project"))
    }
  }

  /// An index of both kinds says so, and marks those that are restatements.
  @Test func indexTellsOfficialPoliciesFromRestatements() throws {
    let entries = [try PublishingTests.official(), try CompiledPolicy()].map {
      IndexEntry($0.checked)
    }
    let index = String(
      decoding: Artifact.indexPage(of: entries, compiler: "policyc").bytes, as: UTF8.self)
    #expect(index.contains("Official policies and unofficial restatements."))
    #expect(index.ranges(of: "X.1 · Unofficial restatement").count == 1)
  }

  /// The approval of the base's released revision, without its printed date.
  @Test func approvalsArePrintedWithOfficeAndDay() throws {
    let policy = try CompiledPolicy()
    let old = policy.checked.policy.revisions[0]
    let approved = old.approved([
      Approval(
        office: "Medical director", date: try PrintedDate("2024-01-23"),
        digest: PublishingTests.digest)
    ])
    let documents = try Artifact.provenDocuments(
      of: approved, in: policy.checked, CompiledPolicy.provenance
    ).map { String(decoding: $0.bytes, as: UTF8.self) }
    for text in documents {
      #expect(text.contains("Medical director, January 23, 2024"))
      #expect(
        text.contains(
          "Approved by Medical director on January 23, 2024 as sealed, with the SHA-256"))
      #expect(text.contains(PublishingTests.digest))
    }
  }

  @Test func partsThatARevisionDoesNotHaveAreLeftOut() throws {
    let (html, markdown) = try CompiledPolicy { text in
      text.replacing("description: Measures liver iron [@wood2015].\n", with: "")
        .replacing("reminder: This is no medical advice.\n", with: "")
        .replacing(
          "text: Iron harms the liver [@hernando2014].",
          with: "text: Iron [@hernando2014; @wood2015]."
        )
        .replacing(
          "updated: [background, hernando2014]}",
          with: "updated: [background, hernando2014], removed: [description, reminder]}")
    }.documents()
    #expect(!html.contains("None.") && !html.contains("Important reminder"))
    #expect(!markdown.contains("None.") && !markdown.contains("## Description"))
  }
}

/// How documents word facts, values and conditions.
@Suite struct ConditionWordingTests {
  private func policy() throws -> CompiledPolicy {
    try CompiledPolicy { text in
      text.replacing(
        "purpose: {type: choice, of: [liver_iron, other], ask: What is it to measure?}",
        with:
          "purpose: {type: choice, of: {liver_iron: Iron in the liver (MRI type II), other: Another purpose}, label: What is measured, ask: What is it to measure?}\n  age: {type: integer, unit: a, minimum: 0, maximum: 130, ask: How old?}"
      ).replacing(
        "require: [{purpose: liver_iron}, {suspected: true}]\n    any_of:\n      - {id: anemia, text: Anemia, when: {conditions: anemia}}\n      - {id: hepatitis, text: Hepatitis B or C",
        with: """
          require:
                - {purpose: liver_iron}
                - {text: "Iron overload is suspected [@wood2015]", when: {suspected: true}}
                - text: Neither young nor cirrhotic
                  none_of: [{age: {under: 10}}, {conditions: hepatitis_b}]
              unless:
                - {text: "{age}, a child", when: {age: {under: 12}}}
              any_of:
                - {id: anemia, text: "{age} and anemia", require: [{age: {at_least: 18}}], when: {conditions: anemia}}
                - {id: hepatitis, text: Hepatitis B or C
          """
      ).replacing("effect: widens", with: "effect: mixed")
    }
  }

  /// A requirement reads as a statement, in the author's words if there are any.
  @Test func conditionsAreStatements() throws {
    let documents = try policy().documents()
    let page = try #require(HTMLElement(page: Array(documents.html.utf8)))
    let criteria = try #require(page.withDescendants.first { $0.id == "criteria" }).text
    for text in [criteria, MarkdownElement(file: Array(documents.markdown.utf8)).text] {
      for statement in [
        "Procedure: CPT 76498", "What is measured: Iron in the liver (MRI type II)",
        "Iron overload is suspected",
        "Neither young nor cirrhotic None of these: Age: under 10 years",
        "Under 12 years, a child", "At least 18 years and anemia",
      ] {
        #expect(unspaced(text).contains(unspaced(statement)), "\(statement)")
      }
    }
    #expect(!criteria.contains("?"))
    func unspaced(_ text: String) -> String { text.filter { !$0.isWhitespace } }
  }

  /// A document that words a condition otherwise does not say what its table decides.
  @Test func theProofReadsTheTextsOfConditions() throws {
    let policy = try policy()
    let html = try policy.documents().html
    for (one, other) in [
      ("Iron overload is suspected", "Iron overload is excluded"),
      ("Neither young nor cirrhotic", "Both young and cirrhotic"),
      ("(MRI type II)", "(MRI type I)"),
    ] {
      let forged = PrintedDecision(html: Array(html.replacing(one, with: other).utf8))
      #expect(forged.disagreement(with: policy.revision) != nil, "\(one)")
    }
  }
}

/// Prose that is more than paragraphs and lists.
@Suite struct StructuredProseTests {
  private func policy() throws -> CompiledPolicy {
    try CompiledPolicy { text in
      text.replacing(
        "    text: Iron harms the liver [@hernando2014].\n",
        with: """
              text: |
                ### Grades

                | Grade | Iron [@hernando2014] |
                | :-- | --: |
                | mild | 3 \\| 4 |

                #### Notes
                Iron harms the liver.

          """
      ).replacing(
        "- {id: anemia, text: Anemia, when",
        with: "- {id: anemia, text: \"Anemia\\n\\n*Of any cause.*\\n\\nTreated or not.\", when")
    }
  }

  /// Both documents have the table as a table, and the proof reads every paragraph of a criterion.
  @Test func tablesHeadingsAndParagraphsArePrinted() throws {
    let policy = try policy()
    let (html, markdown) = try policy.documents()
    let page = try #require(HTMLElement(page: Array(html.utf8)))
    let section = try #require(page.withDescendants.first { $0.id == "section-background" })
    #expect(section.withDescendants.filter { $0.name == "td" }.map(\.text) == ["mild", "3 | 4"])
    #expect(
      section.withDescendants.filter { ["h3", "h4"].contains($0.name) }.map(\.text) == [
        "Grades", "Notes",
      ])
    #expect(markdown.contains("| :-- | --: |\n| mild | 3 \\| 4 |"))
    #expect(markdown.contains("### Grades") && markdown.contains("#### Notes"))
    let forged = html.replacing("Treated or not.", with: "Treated.")
    #expect(
      PrintedDecision(html: Array(forged.utf8)).disagreement(with: policy.revision) != nil)
    let other = markdown.replacing("*Of any cause.*", with: "*Of one cause.*")
    #expect(
      PrintedDecision(markdown: Array(other.utf8)).disagreement(with: policy.revision) != nil)
  }
}
