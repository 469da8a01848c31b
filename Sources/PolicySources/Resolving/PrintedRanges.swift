internal import DecisionTable
internal import DecisionWording
internal import PolicyModel

extension CriterionSource {
  /// The text with the tested range instead of each `{fact}`, so that text and test have one source.
  func printedText(_ scope: Resolution) -> Prose {
    guard !text.value.rangeFacts.isEmpty else { return text.value }
    let tests = testsWithin.map(\.test)
    return text.value.printing { id in
      guard let test = tests.first(where: { $0.fact.value == id }),
        let fact = scope.facts.first(where: { $0.id.value == id }),
        let type = fact.type(in: scope.tree)
      else { preconditionFailure("the range of an untested fact passed the checks") }
      return UnaryTest(resolving: test, scope).values.compactMap { value in
        if case .range(let interval) = value { interval.wording(of: type) } else { nil }
      }.joined(separator: " or ")
    }
  }
}
