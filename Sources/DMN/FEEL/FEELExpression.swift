package import Values

/// An expression of the Friendly Enough Expression Language, as far as decision tables need it:
/// the literals and names of S-FEEL, its arithmetic and comparisons, and calls of built-in
/// functions (DMN 1.3, clauses 9 and 10).
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
  /// Text that this reader does not understand; empty where the file has no text. It is an error to
  /// evaluate it.
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
