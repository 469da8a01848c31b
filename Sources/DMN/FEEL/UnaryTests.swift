/// A cell of a column of tests: what the value of the column has to be.
package enum UnaryTests: Hashable, Sendable {
  /// `-`: anything, null too.
  case any
  /// Any of these; never empty.
  case anyOf([PositiveUnaryTest])
  /// None of these; never empty.
  case noneOf([PositiveUnaryTest])
}

/// One test of a cell, on the value of its column.
package enum PositiveUnaryTest: Hashable, Sendable {
  /// Equal to it, or to a member of it where it is a list.
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
