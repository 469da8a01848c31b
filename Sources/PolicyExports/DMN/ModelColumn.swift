internal import DMN
internal import DecisionAnalysis
internal import DecisionTable

/// An input column for a variable of the decision: the expression that it tests, and the words in its
/// cells.
struct ModelColumn {
  let expression: FEELExpression
  let type: String
  /// The tests for each cell of the variable.
  private let tests: [[PositiveUnaryTest]]
  private let unknownTest: PositiveUnaryTest

  /// The value of a term about which nothing is known.
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
    case (.records, _): preconditionFailure("a record in DMN")
    case (.values, _), (.line, _):
      expression = .name([ModelTypes.reading(of: fact)])
      type = "string"
      words = ModelCells(variable, of: fact).words.map { [$0] }
      unknown = ModelCells.unknown
    }
    tests = words.map { $0.map { .equal(.string($0)) } }
    unknownTest = .equal(.string(unknown))
  }

  /// The cell of the table that accepts these cells of the variable.
  func tests(_ cells: [Int], includingUnknown: Bool) -> UnaryTests {
    let accepted = cells.flatMap { tests[$0] }
    return .anyOf(includingUnknown ? accepted + [unknownTest] : accepted)
  }
}
