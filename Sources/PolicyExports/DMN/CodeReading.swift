internal import DMN
internal import DecisionAnalysis
internal import DecisionTable
internal import Values

extension FactReading {
  /// Classifies a code: one that tests name, any other code, or not stated.
  ///
  /// The hit policy is FIRST. A code counts as itself within its period of validity, and as another
  /// code outside it; so does every code that no earlier row names. Without a date of service, a code
  /// with a period gets null, and so do the decisions that depend on it.
  init(codeOf fact: Fact, _ variable: DecisionVariable, periods: [CodePeriod]) {
    let name = ModelTypes.reading(of: fact)
    let codes = variable.codes
    let periods = Dictionary(periods.map { ($0.code, $0) }) { first, _ in first }
    let needsDate = codes.contains { periods[$0] != nil }
    var rows: [(code: UnaryTests, date: UnaryTests, answer: FEELExpression)] = [
      (.anyOf([.equal(.null)]), .any, .string(ModelCells.unknown))
    ]
    for code in codes {
      let spellings = UnaryTests.anyOf(code.spellings.map { .equal(.string($0)) })
      if let period = periods[code] {
        rows.append((spellings, .anyOf([period.test]), .string(code.description)))
        rows.append((spellings, .anyOf(period.others), .string(ModelCells.otherCode)))
        rows.append((spellings, .any, .null))
      } else {
        rows.append((spellings, .any, .string(code.description)))
      }
    }
    rows.append((.any, .any, .string(ModelCells.otherCode)))
    var inputs = [
      InputClause(
        id: "\(name)_input_1", label: fact.id, expression: .name([fact.id]), type: "string",
        values: nil)
    ]
    if needsDate {
      inputs.append(
        InputClause(
          id: "\(name)_input_2", label: Self.dateOfService,
          expression: .name([Self.dateOfService]), type: nil, values: nil))
    }
    self.init(
      fact: fact, name: name,
      description: "The code, if the policy names it; otherwise `other` or `not stated`.",
      needsDate: needsDate,
      table: RuleTable(
        id: "\(name)_table", hitPolicy: .first, inputs: inputs,
        outputs: [
          OutputClause(
            id: "\(name)_output_1", name: name, type: "string",
            values: .anyOf(
              (codes.map(\.description) + [ModelCells.otherCode, ModelCells.unknown])
                .map { .equal(.string($0)) } + (needsDate ? [.equal(.null)] : [])))
        ],
        rules: rows.enumerated().map { index, row in
          TableRule(
            id: "\(name)_\(index + 1)", description: nil,
            tests: needsDate ? [row.code, row.date] : [row.code], answers: [row.answer])
        }))
  }
}

extension DecisionVariable {
  /// The codes that tests name, cell by cell.
  fileprivate var codes: [Code] {
    guard case .values(let cells) = domain else { return [] }
    return cells.joined().compactMap(\.code)
  }
}

extension CodePeriod {
  /// The days of the period.
  ///
  /// - Precondition: the period has a first or a last day.
  fileprivate var test: PositiveUnaryTest {
    switch (from, until) {
    case (let from?, let until?):
      .interval(
        FEELInterval(
          from: .init(.date(from), isIncluded: true), to: .init(.date(until), isIncluded: true)))
    case (let from?, nil): .comparison(.atLeast, .date(from))
    case (nil, let until?): .comparison(.atMost, .date(until))
    case (nil, nil): preconditionFailure("a period without a first or last day")
    }
  }
}

extension CodePeriod {
  /// The days before and after the period.
  fileprivate var others: [PositiveUnaryTest] {
    (from.map { [.comparison(.less, .date($0))] } ?? [])
      + (until.map { [.comparison(.greater, .date($0))] } ?? [])
  }
}

extension Code {
  /// The printed form, and the form without the dot, which is optional in ICD-10-CM.
  fileprivate var spellings: [String] {
    undotted == description ? [description] : [description, undotted]
  }
}
