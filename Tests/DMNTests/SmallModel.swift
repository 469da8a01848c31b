import Values

@testable import DMN

/// A model with one table, written as its rows: cells, then answers after `|`.
struct SmallModel {
  let model: DecisionModel

  /// - Parameters:
  ///   - inputs: names and types; the decision is `d`.
  ///   - rows: `>= 18; "a" | "yes"; 1` is a row of two cells and two answers.
  ///   - allowed: the input values, by the names of inputs.
  ///   - values: the values of the first output, for priorities.
  ///   - preset: the answer where no rule matches.
  init(
    _ policy: HitPolicy, inputs: [(name: String, type: String?)], rows: [String],
    allowed: [String: String] = [:], values: String? = nil, preset: String? = nil,
    isDeclared: Bool = true
  ) throws {
    let names = FEELNames(inputs.map(\.name))
    func cell(_ text: some StringProtocol) throws -> UnaryTests {
      let text = text.trimmingPrefix { $0 == " " }
      var reader = FEELReader(String(text), names, line: 1)
      guard FEELComputation.isOne(String(text)) else { return try reader.cell() }
      return (try? reader.cell()) ?? .anyOf([.equal(.unread(String(text)))])
    }
    func expression(_ text: some StringProtocol) throws -> FEELExpression {
      var reader = FEELReader(String(text), names, line: 1)
      return try reader.expression()
    }
    let rules = try rows.enumerated().map { index, row in
      let parts = row.split(separator: "|")
      return TableRule(
        id: "r\(index)", description: nil, tests: try parts[0].split(separator: ";").map(cell),
        answers: try parts[1].split(separator: ";").map(expression), line: index + 1)
    }
    let table = RuleTable(
      id: "t", hitPolicy: policy,
      inputs: try inputs.map { name, type in
        InputClause(
          id: name, label: nil, expression: .name([name]), type: type,
          values: try allowed[name].map(cell))
      },
      outputs: try (rules.first?.answers ?? [.null]).indices.map { index in
        OutputClause(
          id: "o\(index)", name: index == 0 ? "d" : "d\(index)", type: nil,
          values: index == 0 ? try values.map(cell) : nil,
          defaultEntry: index == 0 ? try preset.map(expression) : nil)
      }, rules: rules)
    let declared = isDeclared ? inputs : []
    model = DecisionModel(
      id: "m", name: "m", namespace: "urn:m", description: nil, exporter: nil,
      exporterVersion: nil, itemDefinitions: [],
      inputs: declared.map {
        InputData(id: "i_\($0.name)", name: $0.name, description: nil, type: $0.type)
      },
      decisions: [
        ModelDecision(
          id: "d", name: "d", description: nil, question: nil, type: nil,
          requirements: declared.map {
            Requirement(id: "q_\($0.name)", kind: .input, target: "i_\($0.name)")
          }, logic: .table(table))
      ], knowledgeSources: [], diagram: nil)
  }

  func answer(_ inputs: [String: FEELValue]) throws -> FEELValue {
    var evaluation = try ModelEvaluation(model, inputs: inputs)
    return try evaluation.answer("d")
  }

  func lowered(favoring: [String]) throws -> LoweredTable {
    try LoweredTable(lowering: model, decision: nil, favoring: favoring)
  }
}
