/// The leaves of a statement, grouped by how it is found out which of them are met.
final class StatementLeaves: Sendable {
  struct Leaf: BitwiseCopyable, Sendable {
    /// The index of its criterion.
    let criterion: Int32
    let function: Circuit.Ref
    /// For a leaf that is one test of one variable with at most 64 cells: the variable, and the
    /// accepted cells as bits. The variable of any other leaf is -1.
    let variable: Int32
    let cells: UInt64
  }

  /// Leaves that are evaluated one by one.
  let single: FrozenArray<Leaf>
  /// Leaves that are rules of an index of the circuit.
  let indexed: [(index: Int, criteriaOfRule: [[Int]])]

  init(_ leaves: [Circuit.Leaf], _ circuit: Circuit, _ arena: Arena) {
    let leavesOfRef = Dictionary(grouping: leaves, by: \.function)
    var covered: Set<Circuit.Ref> = []
    var indexed: [(index: Int, criteriaOfRule: [[Int]])] = []
    for (number, index) in circuit.indexes.enumerated() {
      let rules = (0..<index.rules.count).map { index.rules[$0] }
      let criteria = rules.map { rule in
        covered.contains(rule) ? [] : leavesOfRef[rule]?.map(\.criterion) ?? []
      }
      guard criteria.contains(where: { !$0.isEmpty }) else { continue }
      covered.formUnion(rules)
      indexed.append((number, criteria))
    }
    self.indexed = indexed
    single = FrozenArray(
      leaves.filter { !covered.contains($0.function) }.map { leaf in
        let node = circuit.nodes[leaf.function.index]
        let isSimple = node.kind == .atom && node.count == 1 && !leaf.function.isNegated
        return Leaf(
          criterion: Int32(leaf.criterion), function: leaf.function,
          variable: isSimple ? node.number : -1,
          cells: isSimple ? circuit.cellBits[Int(node.start)] : 0)
      }, in: arena)
  }
}

extension Decider {
  /// Lists the leaves of a statement that are true in every completion.
  func collectCriteria(of statement: Int, _ cells: Circuit.Cells, _ decision: inout Decision)
    throws(Undecided)
  {
    let leaves = leaves[statement]
    let start = decision.metCriteria.count
    let single = leaves.single
    for index in 0..<single.count {
      let leaf = single[index]
      // Most leaves are one test of one variable.
      let isMet =
        leaf.variable >= 0
        ? cells.isCertain(Int(leaf.variable), in: leaf.cells)
        : try isCertain(leaf.function, cells, &decision)
      if isMet { decision.metCriteria.append(Int(leaf.criterion)) }
    }
    for part in leaves.indexed {
      circuit.forEachTrueRule(of: part.index, cells, &decision.scratch) { rule in
        decision.metCriteria.append(contentsOf: part.criteriaOfRule[rule])
      }
    }
    if !leaves.indexed.isEmpty { decision.metCriteria.sort(from: start) }
  }

  /// Whether a function is true in every completion.
  private func isCertain(_ ref: Circuit.Ref, _ cells: Circuit.Cells, _ decision: inout Decision)
    throws(Undecided) -> Bool
  {
    switch circuit.state(ref, cells, &decision.scratch) {
    case .yes: return true
    case .no: return false
    case .unknown: break
    }
    if rungs.contains(.threeValued), decision.opensEachVariableOnce() { return false }
    if rungs.contains(.residual) || rungs.contains(.restriction) {
      var builder = DiagramBuilder(circuit, space, .residual, known: cells)
      if let function = try? builder.function(ref) { return function == Diagram.yes }
    }
    return try solver(&decision).isCertain(ref, cells)
  }
}
