internal import DecisionTable

/// A test within a criterion, with what it means for that criterion.
package struct TestOccurrence: Sendable {
  package let test: TestSource
  /// Whether the test must fail for the criterion to be met, as under `unless` or `none_of`.
  package let isExcluded: Bool
}

extension CriterionSource {
  /// The tests of this criterion and of those below it, in document order.
  package var testsWithin: [TestOccurrence] { occurrences(isExcluded: false) }

  /// The tests that must fail for the criterion to be met, each with the id of the criterion that
  /// contains it.
  package var excludedTests: [(criterion: String, test: TestSource)] {
    excludedTests(isExcluded: false)
  }

  private func excludedTests(isExcluded: Bool) -> [(criterion: String, test: TestSource)] {
    var own =
      requirements.flatMap { $0.condition.occurrences(isExcluded: isExcluded) }
      + exceptions.flatMap { $0.condition.occurrences(isExcluded: !isExcluded) }
    var inner: [(criterion: String, test: TestSource)] = []
    switch rule {
    case .test(let test): own.append(TestOccurrence(test: test, isExcluded: isExcluded))
    case .group(let connective, let members):
      inner = members.flatMap {
        $0.excludedTests(isExcluded: isExcluded != (connective == .noneOf))
      }
    case .reference: break
    }
    return own.filter(\.isExcluded).map { (id.value, $0.test) } + inner
  }

  private func occurrences(isExcluded: Bool) -> [TestOccurrence] {
    let own =
      requirements.flatMap { $0.condition.occurrences(isExcluded: isExcluded) }
      + exceptions.flatMap { $0.condition.occurrences(isExcluded: !isExcluded) }
    switch rule {
    case .test(let test): return own + [TestOccurrence(test: test, isExcluded: isExcluded)]
    case .group(let connective, let members):
      return own
        + members.flatMap { $0.occurrences(isExcluded: isExcluded != (connective == .noneOf)) }
    case .reference: return own
    }
  }
}

extension RequirementSource {
  /// The tests, as the text of the condition states them: that of an exception says what is excepted.
  package var testsWithin: [TestOccurrence] { condition.occurrences(isExcluded: false) }
}

extension ConditionSource {
  fileprivate func occurrences(isExcluded: Bool) -> [TestOccurrence] {
    switch self {
    case .test(let test): [TestOccurrence(test: test, isExcluded: isExcluded)]
    case .group(let connective, let members):
      members.flatMap { $0.occurrences(isExcluded: isExcluded != (connective == .noneOf)) }
    case .reference: []
    }
  }
}
