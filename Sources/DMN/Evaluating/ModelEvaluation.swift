/// Evaluates the decisions of a model for the inputs of one request.
///
/// An input that is not stated is null. An input outside its declared type is an error. The caller
/// can state the value of a decision without logic as an input, as with decision services.
package struct ModelEvaluation {
  private let model: DecisionModel
  private let inputs: [String: FEELValue]
  private var decided: [String: FEELValue] = [:]
  /// The decisions that are being evaluated: a chain in which each requires the next.
  private var open: Set<String> = []
  private static let mostOpen = 256

  package init(_ model: DecisionModel, inputs: [String: FEELValue]) throws(ModelProblem) {
    self.model = model
    let types = ItemTypes(model.itemDefinitions)
    var values: [String: FEELValue] = [:]
    for (name, value) in inputs.sorted(by: { $0.key < $1.key }) {
      if let decision = model.decisions.first(where: { $0.name == name && $0.logic == .missing }) {
        decided[decision.name] = value
        continue
      }
      guard model.inputs.contains(where: { $0.name == name }) else {
        throw ModelProblem(
          "the model does not have an input `\(name)`", line: 0,
          help: "its inputs are "
            + model.inputs.map { "`\($0.name)`" }.joined(separator: ", "))
      }
      values[name] = value
    }
    for input in model.inputs {
      let value = types.shaped(values[input.name] ?? .null, input.type)
      if let type = input.type {
        guard try types.accepts(value, type, line: input.line) else {
          throw ModelProblem(
            "`\(input.name)` is not a `\(type)`", line: input.line,
            help: "state a value that the type allows, or null")
        }
      }
      values[input.name] = value
    }
    self.inputs = values
  }

  /// The answer of the decision with that name.
  package mutating func answer(_ name: String) throws(ModelProblem) -> FEELValue {
    if let decided = decided[name] { return decided }
    guard let decision = model.decisions.first(where: { $0.name == name }) else {
      throw ModelProblem(
        "the model does not have a decision `\(name)`", line: 0,
        help: "its decisions are " + model.decisions.map { "`\($0.name)`" }.joined(separator: ", "))
    }
    guard open.insert(name).inserted else {
      throw ModelProblem(
        "`\(name)` depends on itself", line: decision.line, help: "remove one of the requirements")
    }
    defer { open.remove(name) }
    guard open.count <= ModelEvaluation.mostOpen else {
      throw ModelProblem(
        "more than \(ModelEvaluation.mostOpen) decisions form a chain of requirements",
        line: decision.line, help: "join some of them")
    }
    let value = ItemTypes(model.itemDefinitions).shaped(
      try logic(of: decision), decision.type)
    decided[name] = value
    return value
  }

  private mutating func logic(of decision: ModelDecision) throws(ModelProblem) -> FEELValue {
    var values: [String: FEELValue] = [:]
    for requirement in decision.requirements {
      switch requirement.kind {
      case .input:
        guard let input = model.inputs.first(where: { $0.id == requirement.target }) else {
          throw dangling(requirement, in: decision)
        }
        values[input.name] = inputs[input.name] ?? .null
      case .decision:
        guard let required = model.decisions.first(where: { $0.id == requirement.target }) else {
          throw dangling(requirement, in: decision)
        }
        values[required.name] = try answer(required.name)
      case .authority: break
      }
    }
    switch decision.logic {
    case .table(let table): return try TableEvaluation(table: table, values: values).answer()
    case .literal(let expression):
      return try FEELEvaluation(values: values, line: decision.line).value(of: expression)
    case .unread(let problems): throw problems.first
    case .missing:
      throw ModelProblem(
        "`\(decision.name)` does not have any logic", line: decision.line,
        help: "write a decision table")
    }
  }

  private func dangling(_ requirement: Requirement, in decision: ModelDecision) -> ModelProblem {
    ModelProblem(
      "`\(decision.name)` requires `#\(requirement.target)`, which the model does not contain",
      line: decision.line, help: "add the required element to the file")
  }
}
