internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
internal import Values

/// How parts and goals are named in reports and suggestions.
extension CoverageGoals {
  /// `I.B.1`, or `scope`; that of the criterion in which a test stands.
  func label(of part: Int) -> String { tree.criterion(of: part)?.label ?? "scope" }

  /// The words of a criterion, or the test as documents print it.
  func words(of part: Int) -> String {
    switch tree.parts[part].content {
    case .criterion(let criterion): criterion.text
    case .test(let test): decider.table.printed(test)
    case .group(let connective): connective.phrase
    }
  }

  /// The part in one line: `I.B.1`, or with its test where it is one of several.
  func name(of part: Int) -> String {
    if case .criterion = tree.parts[part].content { return label(of: part) }
    return "\(label(of: part)) `\(words(of: part))`"
  }

  func words(of goal: CoverageGoal) -> String {
    "\(name(of: goal.part)) \(words(of: goal.kind, in: goal.part))"
  }

  func words(of kind: CoverageGoal.Kind, in part: Int) -> String {
    switch kind {
    case .met: "is met"
    case .notMet: "is not met"
    case .unknown: "is unknown"
    case .decidesMet: "is met and decides"
    case .decidesNotMet: "is not met and decides"
    case .value(let value): "decides by `\(value.text)` alone"
    case .bound(let bound): "decides \(words(of: bound, in: part))"
    }
  }

  /// `at 55`, or `where it is over 15 years ago` where the side has no last value.
  func words(of bound: CoverageGoal.Bound, in part: Int) -> String {
    let fact = tree.test(of: part).flatMap { test in
      decider.table.facts.first { $0.id == test.fact }
    }
    func point(_ value: ExactDecimal) -> String {
      fact?.type.stated(value)?.json.compact ?? "\(value)"
    }
    if let last = bound.point { return "at \(point(last))" }
    let side = fact.map { bound.interval.words(of: $0.type) } ?? bound.interval.description
    return "where it is \(side)"
  }
}

extension String {
  /// As many whole words as fit, and an ellipsis where some do not.
  func shortened(to count: Int) -> String {
    guard self.count > count else { return self }
    let head = prefix(count - 1)
    return (head.lastIndex(of: " ").map { head[..<$0] } ?? head) + "…"
  }
}
