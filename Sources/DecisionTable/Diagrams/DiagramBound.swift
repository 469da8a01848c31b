/// The exact decision did not fit the bound on its size.
package struct DiagramTooLarge: Error, Hashable, Sendable {
  package init() {}
}

/// How large a diagram may become before another way is taken.
package struct DiagramBound: Sendable {
  package let nodes: Int
  /// Edges looked at; a small diagram can take very many.
  package let work: Int
  /// Bounds the depth of recursion.
  package static let variables = 4_096
  /// The same where functions of functions are built, in deeper recursion.
  package static let comparedVariables = 1_024

  /// For the decision of a whole table, once.
  package static let table = DiagramBound(nodes: 200_000, work: 4_000_000)
  /// For all functions of partial requests together, once.
  package static let partial = DiagramBound(nodes: 200_000, work: 8_000_000)
  /// For what is left of it under the facts of one request.
  package static let residual = DiagramBound(nodes: 50_000, work: 500_000)
}
