import DecisionTable
import Foundation
import JSONText
import Testing
import Values

@testable import DecisionRequests

/// An explanation says which entries of a list a test counts, and which one decided.
@Suite struct CountedEntriesTests {
  /// The latest hemoglobin within 30 days is under 10, and there are two visits in person.
  private static let responder: Responder = {
    let number = AttributeType.number(
      NumberType(unit: nil, isInteger: false, minimum: nil, maximum: nil))
    let month = RecordWindow.beforeService(
      TimeRange(
        Interval(lower: nil, upper: .init(ExactDecimal(30), isIncluded: true)),
        in: .calendar(.days)))
    let under = TestValue.range(
      Interval(lower: nil, upper: .init(ExactDecimal(10), isIncluded: false)))
    func criterion(_ id: String, _ fact: String, _ test: RecordTest) -> Criterion {
      Criterion(
        id: id, label: id.uppercased(), text: "?",
        rule: .test(UnaryTest(fact: fact, values: [.records(test)])))
    }
    let table = DecisionTable(
      facts: [
        Fact(
          id: "hemoglobin",
          type: .records(
            RecordType(attributes: [RecordAttribute(id: "value", type: number, question: "?")])),
          question: "?"),
        Fact(
          id: "visits",
          type: .records(
            RecordType(attributes: [
              RecordAttribute(id: "in_person", type: .boolean, question: "?")
            ])), question: "?"),
      ], scope: .group(.allOf, []),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "?",
            rule: .group(
              .allOf,
              [
                criterion(
                  "a", "hemoglobin",
                  RecordTest(
                    .attribute("value", of: .latest, isAnyOf: [under]), windows: [month])),
                criterion(
                  "b", "visits",
                  RecordTest(
                    .count(
                      .entries,
                      Interval(lower: .init(ExactDecimal(2), isIncluded: true), upper: nil)),
                    filter: .attribute("in_person", isAnyOf: [.boolean(true)]))),
              ])))
      ], bindings: [])
    let entry = RevisionHistory.Entry(
      id: "2024-01", printed: "1/24", status: .released, supersedes: nil, approval: nil,
      effective: nil, isReconstructed: false)
    return try! Responder(
      policies: [
        CompiledPolicy(
          id: "X.1", history: RevisionHistory(entries: [entry]), tables: ["2024-01": table])
      ], defaults: .init(revision: "1/24", date: CalendarDate("2024-03-01")))
  }()

  private func explanation(_ facts: String, _ form: ExplanationForm) -> String {
    var answerer = Answerer(Self.responder, explaining: form)
    var block = AnsweredBlock()
    Array(#"{"facts":{\#(facts)}}"#.utf8).withUnsafeBufferPointer {
      block.answer($0, by: &answerer)
    }
    return String(decoding: block.output.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (
      #"[{"date":"2024-01-05","value":8},{"date":"2024-02-05","value":9},{"date":"2024-02-03","value":12}]"#,
      "3 entries looked at; that of 2024-02-05 decided"
    ),
    (#"[{"date":"2023-02-05","value":9}]"#, "1 entry looked at; none counts"),
    ("[]", "0 entries looked at; none counts"),
    (
      #"[{"date":"2024-02","value":9},{"value":8}]"#,
      "2 entries looked at; counted: some day of 2024-02; may count: an unknown day"
    ),
    (#"[{"value":8}]"#, "1 entry looked at; none counts for certain; may count: an unknown day"),
    (
      #"{"present":[{"date":"2024-02-05","value":9}]}"#,
      "1 entry looked at, and there may be others; counted: 2024-02-05"
    ),
  ])
  func namesTheEntryThatDecided(_ list: String, _ expected: String) {
    let text = explanation(#""hemoglobin":\#(list)"#, .text)
    #expect(text.contains("; \(expected))"), "\(text)")
  }

  /// The test is settled, and yet a later reading may be the most recent one.
  @Test func anEntryOfAnOpenListDoesNotDecideAlone() {
    let text = explanation(
      #""hemoglobin":{"present":[{"date":"2024-02-05","value":9}],"complete":{"from":"2024-01-01"}}"#,
      .text)
    #expect(text.contains("[met] A"), "\(text)")
    #expect(text.contains("1 entry looked at, and there may be others; counted: 2024-02-05"))
  }

  @Test func listsTheEntriesThatCount() throws {
    let visits =
      #"[{"date":"2024-02-05","in_person":true},{"date":"2024-02-06"},{"in_person":false}]"#
    let answer = explanation(#""visits":\#(visits)"#, .json)
    #expect(answer.contains(#""counted":[0],"may_count":[1]"#), "\(answer)")
    // Nothing is said of a list that the request does not state.
    #expect(answer.components(separatedBy: #""counted""#).count == 2)
    let text = explanation(#""visits":\#(visits)"#, .text)
    #expect(text.contains("3 entries looked at; counted: 2024-02-05; may count: 2024-02-06"))
  }

  /// The lists of the request before are forgotten.
  @Test func isAboutThePresentRequest() {
    var answerer = Answerer(Self.responder, explaining: .text)
    var block = AnsweredBlock()
    let lines = [
      #"{"facts":{"hemoglobin":[{"date":"2024-02-05","value":9}]}}"#,
      #"{"facts":{"hemoglobin":null}}"#,
    ]
    let answers = lines.map { line in
      Array(line.utf8).withUnsafeBufferPointer { block.answer($0, by: &answerer) }
      return String(decoding: block.output.bytes, as: UTF8.self)
    }
    #expect(answers[0].contains("that of 2024-02-05 decided"))
    #expect(!answers[1].contains("looked at"))
  }
}
