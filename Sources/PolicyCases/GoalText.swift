internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
internal import Values

/// How reports and suggestions name the parts of a policy and the goals of coverage.
extension CoverageGoals {
  /// The label of the criterion that a part belongs to, such as `I.B.1`, or `scope`.
  func label(of part: Int) -> String { tree.criterion(of: part)?.label ?? "scope" }

  /// The text of a criterion, or a test as documents print it.
  func text(of part: Int) -> String {
    switch tree.parts[part].content {
    case .criterion(let criterion): criterion.text
    case .test(let test): decider.table.printed(test)
    case .group(let connective): connective.phrase
    }
  }

  /// A part on one line: `I.B.1` for a criterion, and the label with the test for one of several
  /// tests of a criterion.
  func name(of part: Int) -> String {
    if case .criterion = tree.parts[part].content { return label(of: part) }
    return "\(label(of: part)) `\(text(of: part))`"
  }

  func text(of goal: CoverageGoal) -> String {
    "\(name(of: goal.part)) \(text(of: goal.kind, in: goal.part))"
  }

  func text(of kind: CoverageGoal.Kind, in part: Int) -> String {
    switch kind {
    case .met: "is met"
    case .notMet: "is not met"
    case .unknown: "is unknown"
    case .decidesMet: "is met and decides"
    case .decidesNotMet: "is not met and decides"
    case .value(let value): "decides by `\(value.text)` alone"
    case .bound(let bound): "decides \(text(of: bound, in: part))"
    }
  }

  /// `at 55`, or `where it is over 15 years ago` if that side of the bound has no last value.
  private func text(of bound: CoverageGoal.Bound, in part: Int) -> String {
    let fact = tree.test(of: part).flatMap { test in
      decider.table.facts.first { $0.id == test.fact }
    }
    if let last = bound.point {
      return "at \(fact?.type.stated(last)?.json.compact ?? "\(last)")"
    }
    let side = fact.map { bound.interval.wording(of: $0.type) } ?? bound.interval.description
    return "where it is \(side)"
  }
}

extension String {
  /// The whole words that fit into `count` characters, with an ellipsis if some do not.
  func shortened(to count: Int) -> String {
    guard self.count > count else { return self }
    let head = prefix(count - 1)
    return (head.lastIndex(of: " ").map { head[..<$0] } ?? head) + "…"
  }
}
