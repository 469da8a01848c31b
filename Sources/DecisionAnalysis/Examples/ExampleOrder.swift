internal import DecisionTable

/// The order in which examples are preferred.
extension FactSpace {
  func isMember(_ variable: Int) -> Bool {
    if case .member = variables[variable].domain { true } else { false }
  }

  /// The variables in the order in which their facts and terms are declared.
  func declaredOrder(of facts: [Fact]) -> [Int] {
    facts.enumerated().flatMap { index, fact -> [Int] in
      guard case .set(_, let terms) = fact.type else {
        return [variable(of: index)].compactMap(\.self)
      }
      let members = members(of: index)
      return terms.compactMap { members[$0.id] }
    }
  }

  /// The cells of a variable, the most preferred first. Presence is preferred, so that among examples
  /// with equally many members, those with early terms come first.
  func preferredCells(of variable: Int) -> [Int] {
    isMember(variable)
      ? [FactSpace.present, FactSpace.absent] : Array(0..<variables[variable].cellCount)
  }
}
