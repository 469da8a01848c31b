internal import DecisionTable

/// Which of several examples is preferred.
extension FactSpace {
  func isMember(_ variable: Int) -> Bool {
    if case .member = variables[variable].domain { true } else { false }
  }

  /// The variables in the order in which their facts and terms are declared.
  func declaredOrder(of facts: [Fact]) -> [Int] {
    facts.enumerated().flatMap { place, fact -> [Int] in
      guard case .set(_, let terms) = fact.type else {
        return [variable(of: place)].compactMap(\.self)
      }
      let members = members(of: place)
      return terms.compactMap { members[$0.id] }
    }
  }

  /// The cells of a variable in the order in which values are preferred: an early term is rather
  /// present than a late one.
  func preferredCells(of variable: Int) -> [Int] {
    isMember(variable)
      ? [FactSpace.present, FactSpace.absent] : Array(0..<variables[variable].cellCount)
  }
}
