internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
internal import PolicyModel
internal import Values

/// One of the answers that "Check a case" offers for a question: the values of a fact that the
/// decision does not tell apart.
struct CaseOption {
  let text: String

  init(
    _ cell: CaseDiagram.Cell, of fact: Fact, in variable: CaseDiagram.Variable,
    _ table: DecisionTable
  ) {
    let values: String
    switch fact.type {
    case .boolean: values = cell.example == true ? "yes" : "no"
    case .code:
      let codes = cell.values.map { value in
        value.text + (table.period(of: value).map { " (\($0.text))" } ?? "")
      }
      values = codes.isEmpty ? "another code" : codes.joined(separator: " or ")
    case .choice(let words):
      let named = variable.cells.flatMap(\.values).map(\.text)
      let own =
        cell.values.isEmpty ? words.filter { !named.contains($0) } : cell.values.map(\.text)
      values = own.map { fact.wording(of: $0) }.joined(separator: " or ")
    case .number, .date, .duration:
      values = cell.intervals.map { $0.wording(of: fact.type) }.joined(separator: "; or ")
    case .set, .records: values = ""
    }
    text = values.prefix(1).uppercased() + values.dropFirst()
  }
}

extension DecisionTable {
  /// When a value that is a code is valid; nil if it always is.
  func period(of value: TestValue?) -> CodePeriod? { value?.code.flatMap { period(of: $0) } }
}
