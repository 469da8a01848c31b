/// A cell of an input column: the condition on the value of the column.
package enum UnaryTests: Hashable, Sendable {
  /// `-`: any value, null included.
  case any
  /// The value passes at least one of these tests; never empty.
  case anyOf([PositiveUnaryTest])
  /// The value fails all of these tests; never empty.
  case noneOf([PositiveUnaryTest])
}

/// One test in a cell.
package enum PositiveUnaryTest: Hashable, Sendable {
  /// The value equals the expression or, if that is a list, one of its members.
  case equal(FEELExpression)
  case comparison(ComparisonOperator, FEELExpression)
  case interval(FEELInterval)
}

package struct FEELInterval: Hashable, Sendable {
  package struct End: Hashable, Sendable {
    package let value: FEELExpression
    package let isIncluded: Bool

    package init(_ value: FEELExpression, isIncluded: Bool) {
      self.value = value
      self.isIncluded = isIncluded
    }
  }

  package let from: End
  package let to: End

  package init(from: End, to: End) {
    self.from = from
    self.to = to
  }
}

extension UnaryTests {
  /// The tests, positive or negated.
  var tests: [PositiveUnaryTest] {
    switch self {
    case .any: []
    case .anyOf(let tests), .noneOf(let tests): tests
    }
  }
}
