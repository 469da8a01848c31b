package import DecisionTable
package import PolicyModel
internal import Values

extension CasesSource {
  /// What is known in a case: its own facts, and the given facts that it neither states nor excludes.
  package func facts(of workedCase: CaseSource) -> [StatedFact] {
    let replaced = Set((workedCase.facts.map(\.fact) + workedCase.without).map(\.value))
    return given.filter { !replaced.contains($0.fact.value) } + workedCase.facts
  }
}

extension CaseSource {
  /// Whether the case runs at this revision.
  package func runs(at revision: Revision, _ names: RevisionNames) -> Bool {
    revisions.isEmpty || revisions.contains { names[$0.value] == revision.id }
  }

  package func expected(at revision: Revision, _ names: RevisionNames) -> ExpectationSource {
    exceptions.first { names[$0.name.value] == revision.id }?.value ?? expected
  }
}

extension Case {
  /// Resolves a case.
  ///
  /// - Precondition: The checks found that its revisions declare its facts and criteria.
  package init(resolving source: CaseSource, of cases: CasesSource, in policy: Policy) {
    let facts = cases.facts(of: source)
    let names = policy.names
    self.init(
      name: source.name.value, about: source.about, date: source.date?.value,
      trials: policy.revisions.filter { source.runs(at: $0, names) }.map { revision in
        Trial(
          revision: revision.id,
          facts: Dictionary(
            facts.compactMap { stated in
              stated.value(in: revision).map { (stated.fact.value, $0) }
            },
            uniquingKeysWith: { first, _ in first }),
          expected: Expectation(resolving: source.expected(at: revision, names)))
      })
  }
}

extension StatedFact {
  /// Nil for a fact that only other revisions declare: as in a request, it is left aside.
  fileprivate func value(in revision: Revision) -> FactValue? {
    guard let fact = revision.table.facts.first(where: { $0.id == self.fact.value }) else {
      return nil
    }
    guard let value = try? FactValue(self.value, of: fact) else {
      preconditionFailure("the fact \(self.fact.value) of a case passed the checks")
    }
    return value
  }
}

extension Expectation {
  fileprivate init(resolving source: ExpectationSource) {
    let outcome: ExpectedOutcome? = source.outcome.map { word in
      Outcome(rawValue: word.rawValue).map { .stated($0) } ?? .silent
    }
    self.init(
      result: source.result, outcome: outcome, criteria: source.criteria?.map(\.value),
      needs: source.needs?.map(\.value))
  }
}

extension CasesSource {
  /// The given facts, as the latest revision that declares each reads them.
  package func givenFacts(in policy: Policy) -> [String: FactValue] {
    var facts: [String: FactValue] = [:]
    for stated in given {
      let revision = policy.revisions.last { revision in
        revision.table.facts.contains { $0.id == stated.fact.value }
      }
      if let revision { facts[stated.fact.value] = stated.value(in: revision) }
    }
    return facts
  }
}
