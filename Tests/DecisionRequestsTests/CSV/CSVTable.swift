import DecisionRequests
import DecisionTable
import Values

/// A table for rows of CSV: met at 50 years or more, within 15 years of quitting, with the term `a`.
enum CSVTable {
  static let responder = try! Responder(policies: [
    CompiledPolicy(
      id: "X.1",
      history: RevisionHistory(entries: [
        RevisionHistory.Entry(
          id: "2024-06", printed: "6/24", status: .released, supersedes: nil, approval: nil,
          effective: try! PrintedDate("2024-06-01"), isReconstructed: false)
      ]),
      tables: ["2024-06": table])
  ])

  static let table = table(from: 50)

  static func table(from years: Int) -> DecisionTable {
    DecisionTable(
      facts: [
        Fact(id: "suspected", type: .boolean, question: "?"),
        Fact(
          id: "age",
          type: .number(
            NumberType(unit: "a", isInteger: true, minimum: ExactDecimal(0), maximum: nil)),
          question: "?"),
        Fact(id: "quit", type: .duration(.years), question: "?"),
        Fact(
          id: "conditions",
          type: .set(terminology: "t", terms: ["a", "b"].map { Term(id: $0, label: $0) }),
          question: "?"),
      ],
      scope: .test(UnaryTest(fact: "suspected", values: [.boolean(true)])),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "I",
            requirements: [
              .test(UnaryTest(fact: "age", values: [range(from: years)])),
              .test(UnaryTest(fact: "quit", values: [range(to: 180)])),
            ], rule: .test(UnaryTest(fact: "conditions", values: [.word("a")]))))
      ], bindings: [])
  }

  private static func range(from low: Int? = nil, to high: Int? = nil) -> TestValue {
    .range(
      Interval(
        lower: low.map { .init(ExactDecimal($0), isIncluded: true) },
        upper: high.map { .init(ExactDecimal($0), isIncluded: true) }))
  }

  /// The answers to a whole file, without their header.
  static func answers(_ lines: [String]) throws(RequestFileError) -> [String] {
    try answers(file: lines.joined(separator: "\n")).split(separator: "\n").map(String.init)
  }

  static func answers(file: String) throws(RequestFileError) -> String {
    let bytes = Array(file.utf8)
    let start = try RequestFileStart(
      bytes, named: "requests.csv", stated: nil, facts: responder.facts)
    var answerer = Answerer(responder, columns: start.format.columns)
    var block = AnsweredBlock()
    bytes[start.size...].withUnsafeBufferPointer { block.answer($0, by: &answerer) }
    block.number(from: start.lineCount + 1)
    return String(decoding: block.output.bytes, as: UTF8.self)
  }
}
