import Values

@testable import DMN

/// A model of one table, written as its rows: cells, then answers behind `|`.
struct SmallModel {
  let model: DecisionModel

  /// - Parameters:
  ///   - inputs: names and types; the decision is `d`, and its outputs are `o`.
  ///   - rows: `>= 18, "a" | "yes"` is a row of two cells, split at `;`: `>= 18; "a" | "yes"`.
  ///   - allowed: the input values, by the names of inputs.
  ///   - values: the output values, for priorities.
  init(
    _ policy: HitPolicy, inputs: [(name: String, type: String)], rows: [String],
    allowed: [String: String] = [:], values: String? = nil, preset: String? = nil
  ) throws {
    let names = FEELNames(inputs.map(\.name))
    func cell(_ text: Substring) throws -> UnaryTests {
      var reader = FEELReader(String(text), names, line: 1)
      return try reader.cell()
    }
    func expression(_ text: some StringProtocol) throws -> FEELExpression {
      var reader = FEELReader(String(text), names, line: 1)
      return try reader.expression()
    }
    let rules = try rows.enumerated().map { place, row in
      let parts = row.split(separator: "|")
      return TableRule(
        id: "r\(place)", description: nil, tests: try parts[0].split(separator: ";").map(cell),
        answers: [try expression(parts[1])], line: place + 1)
    }
    let table = RuleTable(
      id: "t", hitPolicy: policy,
      inputs: try inputs.map { name, type in
        InputClause(
          id: name, label: nil, expression: .name([name]), type: type,
          values: try allowed[name].map { try cell($0[...]) })
      },
      outputs: [
        OutputClause(
          id: "o", name: "d", type: nil, values: try values.map { try cell($0[...]) },
          defaultEntry: try preset.map(expression))
      ], rules: rules)
    model = DecisionModel(
      id: "m", name: "m", namespace: "urn:m", description: nil, exporter: nil,
      exporterVersion: nil, itemDefinitions: [],
      inputs: inputs.map {
        InputData(id: "i_\($0.name)", name: $0.name, description: nil, type: $0.type)
      },
      decisions: [
        ModelDecision(
          id: "d", name: "d", description: nil, question: nil, type: nil,
          requirements: inputs.map {
            Requirement(id: "q_\($0.name)", kind: .input, target: "i_\($0.name)")
          }, logic: .table(table))
      ], knowledgeSources: [], diagram: nil)
  }

  func answer(_ inputs: [String: FEELValue]) throws -> FEELValue {
    var evaluation = try ModelEvaluation(model, inputs: inputs)
    return try evaluation.answer("d")
  }
}
