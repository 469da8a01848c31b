extension DecisionModel {
  /// The decision table to import.
  ///
  /// - Parameter name: the name or the id of its decision; nil if the model has only one table.
  func table(of name: String?) throws(ModelProblems) -> RuleTable {
    let candidates = decisions.filter { decision in
      guard let name else { return decision.hasTable }
      return decision.name == FEELNames.spaced(name) || decision.id == name
    }
    let listed = decisions.map { "`\($0.name.isEmpty ? $0.id : $0.name)`" }.joined(separator: ", ")
    guard candidates.count == 1 else {
      let problem = ModelProblem(
        candidates.isEmpty
          ? name == nil
            ? "the model does not have a decision table" : "the model does not have this decision"
          : "several decisions have a table", line: decisions.first?.line ?? 1,
        help: decisions.isEmpty
          ? "export a model with a decision table"
          : "name one with --decision; the decisions are \(listed)")
      // A table that cannot be read would be refused next, so its problems are reported at once.
      throw ModelProblems(problem, candidates.flatMap(\.unreadProblems))
    }
    switch candidates[0].logic {
    case .table(let table): return table
    case .unread(let problems): throw problems
    case .literal, .missing:
      throw ModelProblems(
        ModelProblem(
          "`\(candidates[0].name)` is not a decision table", line: candidates[0].line,
          help: "name a decision that has a table; the decisions are \(listed)"))
    }
  }
}

extension ModelDecision {
  /// Whether its logic is a table, or was meant to be one.
  fileprivate var hasTable: Bool {
    switch logic {
    case .table, .unread: true
    case .literal, .missing: false
    }
  }

  fileprivate var unreadProblems: [ModelProblem] {
    if case .unread(let problems) = logic { problems.all } else { [] }
  }
}
