internal import DecisionTable

/// Criteria whose removal would not change any answer.
extension AnalyzedCriteria {
  /// A condition that is necessary for the answer to depend on a criterion.
  struct Hinge {
    let function: CompleteRequests.Function
    /// The criteria that the condition involves, with their descendants.
    var criteria: [Int] = []
  }

  /// Conditions that all hold exactly in the requests whose answer would change without a criterion:
  /// the criterion affects its group, and at each level up to the statement that effect is passed on.
  ///
  /// - Parameter removed: another criterion, neither an ancestor nor a descendant, to be removed too.
  func hinges(of index: Int, without removed: Int? = nil) -> [Hinge] {
    let own = entries[index].function
    var hinges = [
      Hinge(function: base.scope),
      Hinge(function: neutral(index) == .always ? requests.not(own) : own),
    ]
    var below = index
    while let parent = entries[below].parent,
      case .group(let connective, _) = entries[parent].criterion.rule
    {
      hinges += entries[parent].conjuncts.map { Hinge(function: $0) }
      let others = entries[parent].members.filter { $0 != below }
      switch connective {
      case .allOf:
        for other in others { require(other, toBeMet: true, without: removed, &hinges) }
      case .anyOf, .noneOf:
        for other in others { require(other, toBeMet: false, without: removed, &hinges) }
      case .atLeast(let least):
        let functions = others.map { function(of: $0, without: removed) }
        hinges += [
          Hinge(function: requests.join(functions, .atLeast(least - 1)), criteria: others),
          Hinge(
            function: requests.not(requests.join(functions, .atLeast(least))),
            criteria: others),
        ]
      }
      below = parent
    }
    let statement = entries[index].statement
    for root in roots[..<statement] { require(root, toBeMet: false, without: removed, &hinges) }
    // A later statement may give the same answer when this one does not hold.
    let later = table.statements.indices[(statement + 1)...]
    var before: [CompleteRequests.Function] = []
    var alike: [CompleteRequests.Function] = []
    for other in later {
      let holds = function(of: roots[other], without: removed)
      if table.statements[other].outcome == table.statements[statement].outcome {
        alike.append(requests.all(before + [holds]))
      }
      before.append(requests.not(holds))
    }
    hinges.append(
      Hinge(
        function: requests.not(requests.any(alike)), criteria: later.map { roots[$0] }))
    return hinges
  }

  /// Adds the condition that a criterion is met or not met, split into its parts, so that a conflict
  /// names only the parts that cause it.
  private func require(
    _ index: Int, toBeMet isMet: Bool, without removed: Int?, _ hinges: inout [Hinge]
  ) {
    // A removed criterion does not impose a condition.
    guard index != removed else { return }
    let entry = entries[index]
    if case .group(let connective, _) = entry.criterion.rule {
      switch (connective, isMet) {
      case (.allOf, true), (.noneOf, true):
        hinges += entry.conjuncts.map { Hinge(function: $0) }
        for member in entry.members {
          require(member, toBeMet: connective == .allOf, without: removed, &hinges)
        }
        return
      case (.anyOf, false) where entry.conjuncts.isEmpty:
        for member in entry.members {
          require(member, toBeMet: false, without: removed, &hinges)
        }
        return
      default: break
      }
    }
    let function = function(of: index, without: removed)
    hinges.append(
      Hinge(function: isMet ? function : requests.not(function), criteria: [index]))
  }

  private func function(of index: Int, without removed: Int?) -> CompleteRequests.Function {
    let entry = entries[index]
    guard let removed, index..<entry.end ~= removed else { return entry.function }
    guard index != removed, case .group(let connective, _) = entry.criterion.rule else {
      return neutral(removed)
    }
    let members = entry.members.map { function(of: $0, without: removed) }
    return requests.all(entry.conjuncts + [requests.join(members, connective)])
  }

  /// The value of a member that has the same effect on its group as removing the member.
  func neutral(_ index: Int) -> CompleteRequests.Function {
    guard let parent = entries[index].parent,
      case .group(.allOf, _) = entries[parent].criterion.rule
    else { return .never }
    return .always
  }

  func hasNoEffect(_ index: Int) throws(Undecided) -> Bool {
    try requests.conflict(among: hinges(of: index).map(\.function)) != nil
  }

  /// The first criterion whose removal would make an answer depend on the criterion at `index`.
  ///
  /// - Parameter suspects: the criteria involved in its conflicting hinges. Only removing one of these,
  ///   a descendant or an ancestor of one can resolve the conflict.
  func mask(of index: Int, among suspects: [Int]) throws(Undecided) -> Int? {
    var candidates = Set(suspects.flatMap { $0..<entries[$0].end })
    for suspect in suspects {
      var above = entries[suspect].parent
      while let current = above, !(current..<entries[current].end ~= index) {
        candidates.insert(current)
        above = entries[current].parent
      }
    }
    for other in candidates.sorted() where entries[other].parent != nil {
      let hinges = hinges(of: index, without: other)
      if try requests.conflict(among: hinges.map(\.function)) == nil { return other }
    }
    return nil
  }

  func exampleWithoutEffect(of index: Int) throws(Undecided) -> ExampleRequest? {
    let entry = entries[index]
    let active =
      neutral(index) == .always ? requests.not(entry.function) : entry.function
    var example = try requests.smallestExample(
      of: requests.all([entry.context, active, base.met]))
    if example == nil {
      example = try requests.smallestExample(of: requests.all([entry.context, active]))
    }
    return example?.request
  }
}
