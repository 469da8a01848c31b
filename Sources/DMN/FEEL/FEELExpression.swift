package import Values

/// An expression in the subset of the Friendly Enough Expression Language that decision tables
/// need: the literals, names, arithmetic and comparisons of S-FEEL, and calls of built-in functions
/// (DMN 1.3, clauses 9 and 10).
package indirect enum FEELExpression: Hashable, Sendable {
  case null
  case boolean(Bool)
  case number(ExactDecimal)
  case string(String)
  /// A name, followed by the components that are selected from its value.
  case name([String])
  case list([FEELExpression])
  case negative(FEELExpression)
  case arithmetic(ArithmeticOperator, FEELExpression, FEELExpression)
  case comparison(ComparisonOperator, FEELExpression, FEELExpression)
  case call(FEELFunction, [FEELExpression])
  /// Text that the reader does not understand; empty if the file does not contain any. Evaluating
  /// it is an error.
  case unread(String)

  package static func date(_ date: CalendarDate) -> FEELExpression {
    .call(.date, [.string(date.description)])
  }
}

package enum ArithmeticOperator: String, Hashable, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
}

package enum ComparisonOperator: String, Hashable, Sendable, CaseIterable {
  case less = "<"
  case atMost = "<="
  case greater = ">"
  case atLeast = ">="
  case equal = "="
  case unequal = "!="
}

/// The built-in functions that the evaluator implements.
package enum FEELFunction: String, Hashable, Sendable, CaseIterable {
  case date
  case time
  case dateAndTime = "date and time"
  case duration
  case minimum = "min"
  case maximum = "max"
  case sum
  case count
  case not
}
