internal import DMN
internal import DecisionAnalysis
internal import DecisionTable
internal import Values

/// The decision that reads a scalar fact of a request: one word for each of the cells that tests
/// tell apart, and one for unknown. Other tables test its answer.
///
/// So a row can take unknown beside other values, which no cell that engines agree on can say of
/// null, and rows stay few; and none of them has to negate a list of codes.
struct FactReading {
  let fact: Fact
  /// Also the name of its decision.
  let name: String
  let description: String
  /// Whether the date of service bears on it.
  let needsDate: Bool
  let table: RuleTable

  /// The input by which periods of codes are read.
  static let dateOfService = "date_of_service"

  /// How a variable of a scalar fact is read.
  init(_ variable: DecisionVariable, of fact: Fact, periods: [CodePeriod]) {
    if case .code = fact.type {
      self.init(codeOf: fact, variable, periods: periods)
      return
    }
    let name = ModelTypes.reading(of: fact)
    let cells = ModelCells(variable, of: fact)
    let words = cells.words + [ModelCells.unknown]
    let tests = cells.words.indices.map { cells.test($0) } + [.anyOf([.equal(.null)])]
    self.init(
      fact: fact, name: name,
      description: "Which of the values that the policy tells apart, or that it is not stated.",
      needsDate: false,
      table: RuleTable(
        id: "\(name)_table", hitPolicy: .unique,
        inputs: [
          InputClause(
            id: "\(name)_input_1", label: fact.id, expression: .name([fact.id]),
            type: cells.type, values: nil)
        ],
        outputs: [
          OutputClause(
            id: "\(name)_output_1", name: name, type: "string", values: ModelTypes.words(words))
        ],
        rules: zip(words, tests).enumerated().map { place, row in
          TableRule(
            id: "\(name)_\(place + 1)", description: nil, tests: [row.1],
            answers: [.string(row.0)])
        }))
  }

  init(fact: Fact, name: String, description: String, needsDate: Bool, table: RuleTable) {
    self.fact = fact
    self.name = name
    self.description = description
    self.needsDate = needsDate
    self.table = table
  }
}
