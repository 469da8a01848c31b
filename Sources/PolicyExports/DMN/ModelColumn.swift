internal import DMN
internal import DecisionAnalysis
internal import DecisionTable

/// How a variable of the decision stands in decision tables: the input that a column tests, and the
/// words of its cells.
struct ModelColumn {
  let expression: FEELExpression
  let type: String
  /// By cell.
  private let tests: [[PositiveUnaryTest]]
  private let unknownTest: PositiveUnaryTest

  /// Of a term of a set of which nothing is known.
  static let unknownMember = "unknown"
  static let absent = "absent"
  static let present = "present"

  init(_ variable: DecisionVariable, of fact: Fact) {
    let words: [[String]]
    let unknown: String
    switch (variable.domain, fact.type) {
    case (.member(let term), _):
      expression = .name([fact.id, term])
      type = ModelTypes.presence
      words = [[Self.absent], [Self.present]]
      unknown = Self.unknownMember
    case (.values(let cells), .code):
      expression = .name([ModelTypes.reading(of: fact)])
      type = "string"
      words = cells.map { $0.isEmpty ? [ModelCells.otherCode] : $0.map(\.text) }
      unknown = ModelCells.unknown
    case (.values, _), (.line, _):
      expression = .name([ModelTypes.reading(of: fact)])
      type = "string"
      words = ModelCells(variable, of: fact).words.map { [$0] }
      unknown = ModelCells.unknown
    }
    tests = words.map { $0.map { .equal(.string($0)) } }
    unknownTest = .equal(.string(unknown))
  }

  /// The tests that accept some cells.
  func tests(_ cells: [Int], includingUnknown: Bool) -> UnaryTests {
    let accepted = cells.flatMap { tests[$0] }
    return .anyOf(includingUnknown ? accepted + [unknownTest] : accepted)
  }
}
