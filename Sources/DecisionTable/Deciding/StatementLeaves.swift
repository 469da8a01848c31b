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

  /// Adjacent leaves that are listed only if the same function is true.
  struct Run: BitwiseCopyable, Sendable {
    let above: Circuit.Ref
    /// The offset in `single` after its last leaf.
    let end: Int32
  }

  /// Leaves that are evaluated one by one, in document order.
  let single: FrozenArray<Leaf>
  /// The runs of those leaves, in the same order.
  let runs: FrozenArray<Run>
  /// Leaves that are rules of an index of the circuit.
  let indexed: [Indexed]

  struct Indexed: Sendable {
    let above: Circuit.Ref
    /// The number of the index.
    let index: Int
    let criteriaOfRule: [[Int]]
  }

  init(_ leaves: [Circuit.Leaf], _ circuit: Circuit, _ arena: Arena) {
    let leavesOfRef = Dictionary(grouping: leaves, by: \.function)
    var covered: Set<Int> = []
    var indexed: [Indexed] = []
    for (number, index) in circuit.indexes.enumerated() {
      let rules = (0..<index.rules.count).map { leavesOfRef[index.rules[$0]] ?? [] }
      let first = rules.joined().first { !covered.contains($0.criterion) }
      guard let above = first?.above else { continue }
      let criteria = rules.map { leaves in
        leaves.filter { $0.above == above && !covered.contains($0.criterion) }
          .map(\.criterion)
      }
      covered.formUnion(criteria.joined())
      indexed.append(Indexed(above: above, index: number, criteriaOfRule: criteria))
    }
    self.indexed = indexed
    let rest = leaves.filter { !covered.contains($0.criterion) }
    var runs: [Run] = []
    for (offset, leaf) in rest.enumerated() {
      if runs.last?.above == leaf.above { runs.removeLast() }
      runs.append(Run(above: leaf.above, end: Int32(offset + 1)))
    }
    self.runs = FrozenArray(runs, in: arena)
    single = FrozenArray(
      rest.map { leaf in
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
  /// Lists the leaves of a statement that are reasons for the answer: those that are true in every
  /// completion, as is everything above them.
  func collectCriteria(of statement: Int, _ cells: Circuit.Cells, _ decision: inout Decision)
    throws(Undecided)
  {
    // The only statement that decides is true in every completion.
    if decision.statements.count > 1, table.version != .one,
      try !isCertain(circuit.statements[statement], cells, &decision)
    {
      return
    }
    let start = decision.metCriteria.count
    let (single, runs, hasIndexed) = leaves[statement]._withUnsafeGuaranteedRef {
      ($0.single, $0.runs, !$0.indexed.isEmpty)
    }
    var index = 0
    for number in 0..<runs.count {
      let run = runs[number]
      let end = Int(run.end)
      if run.above != .yes, try !isCertain(run.above, cells, &decision) {
        index = end
        continue
      }
      while index < end {
        let leaf = single[index]
        // Most leaves are one test of one variable.
        let isMet =
          leaf.variable >= 0
          ? cells.isCertain(Int(leaf.variable), in: leaf.cells)
          : try isCertain(leaf.function, cells, &decision)
        if isMet { decision.metCriteria.append(Int(leaf.criterion)) }
        index += 1
      }
    }
    guard hasIndexed else { return }
    for part in leaves[statement].takeUnretainedValue().indexed {
      if part.above != .yes, try !isCertain(part.above, cells, &decision) { continue }
      circuit.forEachTrueRule(of: part.index, cells, &decision.scratch) { rule in
        decision.metCriteria.append(contentsOf: part.criteriaOfRule[rule])
      }
    }
    decision.metCriteria.sort(from: start)
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
