internal import DMN
internal import DecisionAnalysis
internal import DecisionTable
internal import Values

/// The decision that classifies a scalar fact: one word for each group of values that tests tell
/// apart, and one for an unknown value. The other tables test this word.
///
/// So a rule can accept an unknown value together with others. Engines disagree on cells that combine
/// null with other values, and without the words there would be more rules and negated lists of codes.
struct FactReading {
  let fact: Fact
  /// The name of the decision and of its output.
  let name: String
  let description: String
  /// Whether the classification depends on the date of service.
  let needsDate: Bool
  let table: RuleTable

  /// The input that decides whether codes are within their periods of validity.
  static let dateOfService = "date_of_service"

  /// The classification of a scalar fact.
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
      description: "The range or group of values that the policy tells apart, or `not stated`.",
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
        rules: zip(words, tests).enumerated().map { index, row in
          TableRule(
            id: "\(name)_\(index + 1)", description: nil, tests: [row.1],
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
