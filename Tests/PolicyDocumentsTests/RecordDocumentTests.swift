import PolicyModel
import Testing

@testable import PolicyDocuments

/// The base policy with tests of records: a filter, a window, an exception, and criteria of which none
/// may be met.
private func readings() throws -> CompiledPolicy {
  try CompiledPolicy { text in
    text.replacing(
      "  suspected:",
      with: """
          ferritin:
            type: records
            each:
              value: {type: number, unit: ug/L, ask: What was the value?}
              setting: {type: choice, of: [fasting, not_fasting], ask: How was it taken?}
            ask: Which values of ferritin are known?
          suspected:
        """
    ).replacing(
      "      - {id: anemia, text: Anemia, when: {conditions: anemia}}\n",
      with: """
              - {id: anemia, text: Anemia, when: {conditions: anemia}}
              - id: high
                text: High ferritin
                unless: [{ferritin: {first: {value: {under: 20 ug/L}}}}]
                when:
                  ferritin:
                    latest: {value: {over: 300}}
                    where: {any_of: [{setting: fasting}, {value: {at_least: 900}}]}
                    within: 6 months
              - id: neither
                text: Neither of these
                none_of:
                  - {id: old, text: Old, when: {ferritin: {latest: {ago: {over: 2 years}}}}}
                  - {id: any, text: Any, when: {ferritin: {count: {over: 2}, calendar_year: last}}}

        """)
  }
}

/// What is replaced in the text of a document, as a reader sees it, and by what.
private let faults: [(String, String)] = [
  ("within 6 months", "within 7 months"), ("within 6 months", "within 6 weeks"),
  (", within 6 months before the date of service", ""), ("over 300", "at least 300"),
  ("over 300", "over 3000"), ("the most recent where", "the earliest where"),
  ("any of (setting", "all of (setting"), ("at least 900", "at least 90"),
  (" where any of (setting is fasting; value is at least 900 µg/L)", ""),
  ("the earliest has value under 20", "the most recent has value under 20"),
  ("over 2 years", "over 2 months"), ("at least 3, in", "at least 2, in"),
  ("year 1 year before", "year 2 years before"), (" (does not apply where there is none)", ""),
  ("at least 3, in", "at least 3 (does not apply where there is none), in"),
]

@Suite struct RecordDocumentTests {
  @Test func printsWhatIsTested() throws {
    let markdown = plain(try readings().documents().markdown)
    for line in [
      "ferritin: the most recent where any of (setting is fasting; value is at least 900 µg/L), within 6 months before the date of service, has value over 300 µg/L",
      "ferritin: the earliest has value under 20 µg/L (does not apply where there is none)",
      "ferritin: the most recent is over 2 years before the date of service (does not apply where there is none)",
      "ferritin: at least 3, in the calendar year 1 year before that of the date of service",
      "Ferritin: the earliest has value under 20 µg/L",
    ] {
      #expect(markdown.contains(line), "\(line)")
    }
  }

  @Test(arguments: faults)
  func seesTheFault(_ words: String, _ others: String) throws {
    let policy = try readings()
    let (html, markdown) = try policy.documents()
    let page = html.replacing("<wbr>", with: "")
    let file = markdown.replacing("\\", with: "")
    for (document, read) in [
      (page, { PrintedDecision(html: Array($0.utf8)) }),
      (file, { PrintedDecision(markdown: Array($0.utf8)) }),
    ] as [(String, (String) -> PrintedDecision)] {
      let changed = document.replacing(words, with: others)
      try #require(changed != document)
      #expect(read(document).disagreement(with: policy.revision) == nil)
      #expect(read(changed).disagreement(with: policy.revision) != nil)
    }
  }

  /// The page says why "Check a case" does not ask.
  @Test func doesNotAskForLists() throws {
    let page = try #require(HTMLElement(page: Array(try readings().documents().html.utf8)))
    let section = try #require(page.withDescendants.first { $0.id == "check" })
    #expect(section.text.contains("This page does not ask for lists of entries"))
  }

  /// Without the marks of Markdown.
  private func plain(_ text: String) -> String {
    text.replacing(/<[^>]*>/, with: "").filter { !"*`\\".contains($0) }
  }
}
