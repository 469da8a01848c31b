internal import DecisionTable

/// Nodes of one diagram, and functions of two of them made node by node (Bryant's apply, over many
/// cells and many terminals).
///
/// Each variable has one number of children, which is all that this needs to know of it: a child a
/// cell, or, over partial requests, a child a cell and one more for unknown.
struct DiagramArena {
  /// What two functions are made into; terminals are the maker's own.
  enum Operation: Hashable {
    case or
    case and
    /// `yes` where the two do not end in the same terminal.
    case differ
    /// What both say, or that completions differ.
    case join
  }

  private var reduced = ReducedDiagram()
  private let bound: DiagramBound
  /// What `join` makes of two terminals that are not the same.
  private let joining: (Diagram.Ref, Diagram.Ref) -> Diagram.Ref
  private var made: [Pair: Diagram.Ref] = [:]
  private var work = 0

  /// The terminal of `join` that says that completions differ, whatever it is joined with.
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

  /// The node that asks a variable and leads there; no node where all children are one.
  mutating func node(_ variable: Int32, _ children: [Diagram.Ref]) throws(DiagramTooLarge)
    -> Diagram.Ref
  {
    work += children.count
    guard work <= bound.work else { throw DiagramTooLarge() }
    return try reduced.node(variable, children[...], atMost: bound.nodes)
  }

  mutating func make(_ operation: Operation, _ one: Diagram.Ref, _ other: Diagram.Ref)
    throws(DiagramTooLarge) -> Diagram.Ref
  {
    if let end = end(operation, one, other) { return end }
    // Every operation takes its operands in either order.
    let pair = Pair(operation: operation, one: min(one, other), other: max(one, other))
    if let known = made[pair] { return known }
    let upper = variable(one) <= variable(other) ? one : other
    let variable = variable(upper)
    let count = diagram.children(of: Int(upper)).count
    var children: [Diagram.Ref] = []
    for place in 0..<count {
      children.append(
        try make(
          operation, reduced.child(one, variable, place), reduced.child(other, variable, place)))
    }
    let result = try node(variable, children)
    made[pair] = result
    return result
  }

  /// What is known without a look at the children.
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
