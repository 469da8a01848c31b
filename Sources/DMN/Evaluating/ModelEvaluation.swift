/// Evaluates decisions of a model on the inputs of one request.
///
/// An input that is not stated is null. One that is not of its declared type, or not among the
/// values that the type allows, is a problem and never an answer. A decision without logic is stated
/// as an input is, as callers of decision services do.
package struct ModelEvaluation {
  private let model: DecisionModel
  private let inputs: [String: FEELValue]
  private var decided: [String: FEELValue] = [:]
  private static let mostOpen = 256
  /// Decisions that wait for others.
  private var open: Set<String> = []

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
          "the model has no input `\(name)`", line: 0,
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
            "`\(input.name)` is no `\(type)`", line: input.line,
            help: "state a value that the type allows, or null")
        }
      }
      values[input.name] = value
    }
    self.inputs = values
  }

  /// What the decision of that name answers.
  package mutating func answer(_ name: String) throws(ModelProblem) -> FEELValue {
    if let decided = decided[name] { return decided }
    guard let decision = model.decisions.first(where: { $0.name == name }) else {
      throw ModelProblem(
        "the model has no decision `\(name)`", line: 0,
        help: "its decisions are " + model.decisions.map { "`\($0.name)`" }.joined(separator: ", "))
    }
    guard open.insert(name).inserted else {
      throw ModelProblem(
        "`\(name)` requires itself", line: decision.line, help: "remove one of the requirements")
    }
    defer { open.remove(name) }
    guard open.count <= ModelEvaluation.mostOpen else {
      throw ModelProblem(
        "decisions require each other in a chain of more than \(ModelEvaluation.mostOpen)",
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
    case .unread(let problem): throw problem
    case .missing:
      throw ModelProblem(
        "`\(decision.name)` has no logic", line: decision.line, help: "write how it is decided")
    }
  }

  private func dangling(_ requirement: Requirement, in decision: ModelDecision) -> ModelProblem {
    ModelProblem(
      "`\(decision.name)` requires `#\(requirement.target)`, which is not in the model",
      line: decision.line, help: "include the part that it requires in the file")
  }
}
