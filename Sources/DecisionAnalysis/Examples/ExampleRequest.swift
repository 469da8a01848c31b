package import DecisionTable
internal import JSONText
package import Values

/// A complete request, with the value of every fact that a test reads.
package struct ExampleRequest: Hashable, Sendable {
  package let facts: [String: FactValue]
  /// A date of service on which its codes mean what they are said to; nil where they do on any.
  package let date: CalendarDate?

  /// In one line, with the facts as `policyc decide` reads them: `{"service":"CPT:71271"} on
  /// 2021-01-01`.
  ///
  /// - Parameter declared: the facts of which it is a request.
  package func text(of declared: [Fact]) -> String {
    facts.json(in: declared).compact + (date.map { " on \($0)" } ?? "")
  }
}
