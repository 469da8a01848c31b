internal import DecisionTable
package import PolicyModel

/// A text of a criterion with the tests of which it speaks: that of the criterion itself, or that of one of
/// its requirements or exceptions.
package struct WordedTests: Sendable {
  /// Where the condition is; nil for the criterion itself.
  package let path: ConditionPath?
  package let text: Located<Prose>
  package let tests: [TestOccurrence]
  /// The counts that groups require, and how many members they have.
  package let counts: [Int]
}

extension CriterionSource {
  /// The texts of the criterion and of its requirements and exceptions, in document order.
  package var wordedTests: [WordedTests] {
    let own = WordedTests(path: nil, text: text, tests: testsWithin, counts: counts)
    return [own] + worded(requirements, .requirement) + worded(exceptions, .exception)
  }

  private func worded(_ conditions: [RequirementSource], _ role: ConditionPath.Role)
    -> [WordedTests]
  {
    conditions.enumerated().compactMap { index, condition in
      condition.text.map { text in
        WordedTests(
          path: ConditionPath(criterion: id.value, role: role, index: index), text: text,
          tests: condition.testsWithin, counts: condition.condition.counts)
      }
    }
  }

  private var counts: [Int] {
    all.flatMap { criterion -> [Int] in
      var counts = (criterion.requirements + criterion.exceptions).flatMap(\.condition.counts)
      if case .group(let connective, let members) = criterion.rule {
        counts.append(members.count)
        if case .atLeast(let count) = connective { counts.append(count) }
      }
      return counts
    }
  }
}

extension ConditionSource {
  fileprivate var counts: [Int] {
    guard case .group(let connective, let members) = self else { return [] }
    var counts = members.flatMap(\.counts)
    if case .atLeast(let count) = connective { counts.append(count) }
    return counts
  }
}
