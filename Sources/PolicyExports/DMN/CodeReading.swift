internal import DMN
internal import DecisionAnalysis
internal import DecisionTable
internal import Values

extension FactReading {
  /// How a code is read: one of those that tests name, another one, or unknown.
  ///
  /// FIRST: a code within its period is itself, outside it is another one, and what nothing before
  /// names is another code too. Without a date of service that can be compared, a code with a period
  /// has no answer, and then neither has a decision that hangs on it.
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
      description: "One of the codes that the policy names, another one, or that it is not stated.",
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
        rules: rows.enumerated().map { place, row in
          TableRule(
            id: "\(name)_\(place + 1)", description: nil,
            tests: needsDate ? [row.code, row.date] : [row.code], answers: [row.answer])
        }))
  }
}

extension DecisionVariable {
  /// The codes that tests name, those of a cell behind each other.
  fileprivate var codes: [Code] {
    guard case .values(let cells) = domain else { return [] }
    return cells.joined().compactMap(\.code)
  }
}

extension CodePeriod {
  /// - Precondition: it has a first or a last day.
  fileprivate var test: PositiveUnaryTest {
    switch (from, until) {
    case (let from?, let until?):
      .interval(
        FEELInterval(
          from: .init(.date(from), isIncluded: true), to: .init(.date(until), isIncluded: true)))
    case (let from?, nil): .comparison(.atLeast, .date(from))
    case (nil, let until?): .comparison(.atMost, .date(until))
    case (nil, nil): preconditionFailure("a period without a day")
    }
  }
}

extension CodePeriod {
  /// The days outside it.
  fileprivate var others: [PositiveUnaryTest] {
    (from.map { [.comparison(.less, .date($0))] } ?? [])
      + (until.map { [.comparison(.greater, .date($0))] } ?? [])
  }
}

extension Code {
  /// As it is printed, and without the dot that ICD-10-CM may leave out.
  fileprivate var spellings: [String] {
    undotted == description ? [description] : [description, undotted]
  }
}
