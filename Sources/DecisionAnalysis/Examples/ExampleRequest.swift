package import DecisionTable
internal import JSONText
package import Values

/// A complete request, with the value of every fact that a test reads.
package struct ExampleRequest: Hashable, Sendable {
  package let facts: [String: FactValue]
  /// A date of service on which the codes are valid as stated; nil if the date does not matter.
  package let date: CalendarDate?

  /// The request on one line, with the facts in the format that `policyc decide` reads, for example
  /// `{"service":"CPT:71271"} on 2021-01-01`.
  ///
  /// - Parameter declared: the facts of the table.
  package func text(of declared: [Fact]) -> String {
    facts.json(in: declared).compact + (date.map { " on \($0)" } ?? "")
  }
}
