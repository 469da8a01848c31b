internal import DecisionTable

/// The nodes of one diagram, with operations that combine two functions node by node: the apply
/// algorithm of Bryant (1986), generalised to multi-valued variables and many terminals.
///
/// All nodes of a variable have the same number of children: one per cell and, over partial requests,
/// one more for unknown.
struct DiagramArena {
  /// A binary operation; all operations are commutative.
  enum Operation: Hashable {
    case or
    case and
    /// `yes` where the two functions have different terminals.
    case differ
    /// The common terminal of both, or what `joining` makes of different terminals.
    case join
  }

  private var reduced = ReducedDiagram()
  private let bound: DiagramBound
  /// The result of `join` for two different terminals.
  private let joining: (Diagram.Ref, Diagram.Ref) -> Diagram.Ref
  private var made: [Pair: Diagram.Ref] = [:]
  private var work = 0

  /// The absorbing terminal of `join`, which says that completions differ.
  static let open: Diagram.Ref = -1

  private struct Pair: Hashable {
    let operation: Operation
    let one: Diagram.Ref
    let other: Diagram.Ref
  }

  init(
    _ bound: DiagramBound,
    joining: @escaping (Diagram.Ref, Diagram.Ref) -> Diagram.Ref = { _, _ in DiagramArena.open }
  ) {
    self.bound = bound
    self.joining = joining
  }

  var diagram: Diagram { reduced.diagram }

  /// The node with a variable and these children, or the child itself if they are all equal.
  mutating func node(_ variable: Int32, _ children: [Diagram.Ref]) throws(DiagramTooLarge)
    -> Diagram.Ref
  {
    work += children.count
    guard work <= bound.work else { throw DiagramTooLarge() }
    return try reduced.node(variable, children[...], atMost: bound.nodes)
  }

  /// Combines two functions, in time at most proportional to the product of their sizes.
  mutating func make(_ operation: Operation, _ one: Diagram.Ref, _ other: Diagram.Ref)
    throws(DiagramTooLarge) -> Diagram.Ref
  {
    if let end = end(operation, one, other) { return end }
    // Operations are commutative, so both orders share a cache entry.
    let pair = Pair(operation: operation, one: min(one, other), other: max(one, other))
    if let known = made[pair] { return known }
    let upper = variable(one) <= variable(other) ? one : other
    let variable = variable(upper)
    let count = diagram.children(of: Int(upper)).count
    var children: [Diagram.Ref] = []
    for index in 0..<count {
      children.append(
        try make(
          operation, reduced.child(one, variable, index), reduced.child(other, variable, index)))
    }
    let result = try node(variable, children)
    made[pair] = result
    return result
  }

  /// The result, if it is known without descending into the children.
  private func end(_ operation: Operation, _ one: Diagram.Ref, _ other: Diagram.Ref)
    -> Diagram.Ref?
  {
    if one == other { return operation == .differ ? Diagram.no : one }
    switch operation {
    case .or:
      if one == Diagram.yes || other == Diagram.yes { return Diagram.yes }
      if one == Diagram.no { return other }
      return other == Diagram.no ? one : nil
    case .and:
      if one == Diagram.no || other == Diagram.no { return Diagram.no }
      if one == Diagram.yes { return other }
      return other == Diagram.yes ? one : nil
    case .differ: return one < 0 && other < 0 ? Diagram.yes : nil
    case .join:
      if one == DiagramArena.open || other == DiagramArena.open { return DiagramArena.open }
      return one < 0 && other < 0 ? joining(one, other) : nil
    }
  }

  func variable(_ ref: Diagram.Ref) -> Int32 { reduced.variable(ref) }
}
