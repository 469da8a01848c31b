/// A diagram would exceed the bound on its size.
package struct DiagramTooLarge: Error, Hashable, Sendable {
  package init() {}
}

/// The size at which building a diagram is abandoned in favour of another algorithm.
package struct DiagramBound: Sendable {
  /// The most nodes, without terminals.
  package let nodes: Int
  /// The most edges that may be visited; building a small diagram can take very many.
  package let work: Int
  /// The most variables, which bounds the depth of recursion.
  package static let variables = 4_096
  /// The most variables when functions are built from other functions, which recurses more deeply.
  package static let comparedVariables = 1_024

  /// For the decision of a whole table, which is built once.
  package static let table = DiagramBound(nodes: 200_000, work: 4_000_000)
  /// For all functions of partial requests together, which are built once.
  package static let partial = DiagramBound(nodes: 200_000, work: 8_000_000)
  /// For the decision that remains under the facts of one request.
  package static let residual = DiagramBound(nodes: 50_000, work: 500_000)
}
