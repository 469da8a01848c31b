import PolicyModel
import TestSupport
import Testing

@testable import PolicyDocuments

private let golden = folder(of: #filePath) + "/Golden"

@Suite struct DocumentTests {
  @Test func printsThePolicy() throws {
    let (html, markdown) = try CompiledPolicy().documents()
    expectGolden(html, "\(golden)/policy.html")
    expectGolden(markdown, "\(golden)/policy.md")
  }

  /// A page never drops "Check a case" without saying so.
  @Test func saysThatADecisionIsTooLargeForThePage() throws {
    // Pairs of facts whose members are far apart in the order: a node for each subset of one half.
    let facts = (0..<26).map { "  fact\($0): {type: boolean, ask: Does fact \($0) hold?}\n" }
    let members = (0..<13).map {
      "{id: c\($0), text: Pair \($0), require: [{fact\($0): true}], when: {fact\($0 + 13): true}}"
    }
    let policy = try CompiledPolicy { text in
      text.replacing(
        "  procedure: {type: code,", with: facts.joined() + "  procedure: {type: code,"
      )
      .replacing(
        "      - {id: anemia, text: Anemia, when: {conditions: anemia}}\n",
        with: """
                - {id: anemia, text: Anemia, when: {conditions: anemia}}
                - id: many
                  text: "One of these:"
                  any_of: [\(members.joined(separator: ", "))]

          """)
    }
    let page = try #require(HTMLElement(page: Array(try policy.documents().html.utf8)))
    let section = try #require(page.withDescendants.first { $0.id == "check" })
    #expect(section.attributes["hidden"] == nil)
    #expect(
      section.text
        == "Check a case This decision is too large to check a case on this page. Use policyc decide --policy X.1 --revision 6/24 instead."
    )
  }

  @Test func printsTheRedline() throws {
    let artifacts = Artifact.redlines(of: try CompiledPolicy().checked, CompiledPolicy.provenance)
    #expect(artifacts.map(\.path).first == "X.1/diff/2024-01..2024-06.html")
    expectGolden(String(decoding: artifacts[0].bytes, as: UTF8.self), "\(golden)/redline.html")
    expectGolden(String(decoding: artifacts[1].bytes, as: UTF8.self), "\(golden)/redline.md")
  }

  /// Requests lose a code on the day after its last one.
  @Test func printsTheRedlineOfAPeriod() throws {
    let policy = try CompiledPolicy { text in
      text.replacing(
        "resonance procedure}", with: "resonance procedure, valid: {until: 2024-06-30}}"
      ).replacing("effect: widens", with: "effect: mixed")
    }
    let artifacts = Artifact.redlines(of: policy.checked, CompiledPolicy.provenance).map {
      String(decoding: $0.bytes, as: UTF8.self)
    }
    #expect(artifacts[0].contains("<p>On 2024-07-01. <strong>1/24:</strong> Not met"))
    expectGolden(artifacts[1], "\(golden)/redline-period.md")
    expectGolden(artifacts[2], "\(golden)/redline-period.json")
  }
}
