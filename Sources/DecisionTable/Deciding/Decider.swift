public import Values

/// Decides requests by a table. Make one for each table; any number of threads can use it.
///
/// An answer is right for every completion of the facts that are unknown. `Decider` tries several
/// methods, each of them exact, and takes the first that settles the request; see `Rung`.
///
/// Compiling a table takes time in proportion to its size, and at most a fixed number of steps more
/// for its decision diagram.
public final class Decider: Sendable {
  public let table: DecisionTable
  /// Every criterion, in document order.
  public let criteria: [Criterion]

  package let space: FactSpace
  /// How requests are read into the variables of the table.
  package let layout: RequestLayout
  let circuit: Circuit
  /// Nil where the decision exceeds the bound of a diagram.
  let diagram: DecisionDiagram?
  let walk: DiagramWalk?
  /// The answer that each statement gives.
  let answers: [CompleteAnswer]
  let rungs: Rungs
  private let ownedLeaves: [StatementLeaves]
  /// The same, read without counting references, for which threads would compete.
  let leaves: FrozenArray<Unmanaged<StatementLeaves>>
  /// Owns the memory that leaves point to.
  private let arena: Arena

  public convenience init(_ table: DecisionTable) {
    self.init(table, rungs: Set(Rung.allCases))
  }

  /// - Parameter rungs: the methods to use; the last of them has to settle every request.
  package init(_ table: DecisionTable, rungs: Set<Rung>) {
    self.table = table
    self.rungs = Rungs(rungs)
    criteria = table.statements.flatMap(\.criterion.withDescendants)
    // The order of first use keeps the diagram of a policy small.
    let space = FactSpace(facts: table.facts, tests: table.tests)
    let circuit = CircuitBuilder(table, space).circuit
    self.space = space
    self.circuit = circuit
    diagram =
      rungs.contains(.walk) || rungs.contains(.restriction)
      ? try? DecisionDiagram(circuit, space, within: .table) : nil
    walk = rungs.contains(.walk) ? diagram.map(DiagramWalk.init) : nil
    answers = table.statements.map { .outcome($0.outcome) }
    let arena = Arena()
    self.arena = arena
    layout = RequestLayout(table, space, in: arena)
    ownedLeaves = circuit.leaves.map { StatementLeaves($0, circuit, arena) }
    leaves = FrozenArray(ownedLeaves.map { Unmanaged.passUnretained($0) }, in: arena)
  }

  /// Whether the whole decision fits into a diagram.
  package var hasDiagram: Bool { diagram != nil }

  /// Storage for the facts of a request, all of them unknown at first.
  ///
  /// Keep it and call ``Facts/clear(date:)`` before each request: reading facts into it then
  /// allocates no memory.
  ///
  /// - Parameter readsCodes: whether codes establish terms where the bindings of the table allow it.
  ///   A list of terms then states only what is present, since claims are partial.
  public func facts(readingCodes readsCodes: Bool = false) -> Facts {
    Facts(layout, readsCodes: readsCodes)
  }

  /// Storage for decisions of this decider, to be kept from one request to the next.
  public func decision() -> Decision { Decision(layout) }

  /// The facts of a request by name; every other fact is unknown.
  ///
  /// - Parameter date: the date of service.
  package func facts(_ values: [String: FactValue], on date: CalendarDate?) throws(FactError)
    -> Facts
  {
    var facts = facts()
    facts.clear(date: date)
    for (id, value) in values.sorted(by: { $0.key < $1.key }) { try facts.set(id, to: value) }
    return facts
  }

  /// Decides a request whose facts are given by name; every other fact is unknown.
  ///
  /// The convenient form: it allocates storage for each request. To decide many, keep ``Facts`` and
  /// ``Decision``.
  ///
  /// - Parameters:
  ///   - values: the value of each known fact, by the name of the fact.
  ///   - date: the date of service.
  /// - Throws: ``FactError`` for a fact or value that the table does not declare, ``Undecided``
  ///   where the answer would take more search than a request may cost.
  public func decide(_ values: [String: FactValue], on date: CalendarDate? = nil) throws -> Verdict
  {
    let facts = try facts(values, on: date)
    var decision = decision()
    try decide(facts, into: &decision)
    return verdict(decision)
  }

  /// A decision with criteria and facts by name.
  ///
  /// - Precondition: this decider made `decision`.
  public func verdict(_ decision: borrowing Decision) -> Verdict {
    precondition(decision.layout === layout, "the decision belongs to another decider")
    return Verdict(
      result: decision.result, outcome: decision.outcome,
      statement: decision.statement.map { table.statements[$0].criterion.id },
      criteria: decision.metCriteria.array.map { criteria[$0] },
      needs: decision.neededFacts.array.map { table.facts[$0].id })
  }

  /// Decides a request.
  ///
  /// Where the table fits into a diagram and all that matters is known, this takes one step for each
  /// fact on the path to the answer.
  ///
  /// - Precondition: this decider made `facts` and `decision`.
  /// - Throws: ``Undecided`` where the answer would take more search than a request may cost;
  ///   `decision` then contains no answer.
  public func decide(_ facts: borrowing Facts, into decision: inout Decision) throws(Undecided) {
    precondition(facts.layout === layout, "the facts belong to another decider")
    precondition(decision.layout === layout, "the decision belongs to another decider")
    do throws(Undecided) {
      try decide(facts.view, into: &decision)
    } catch {
      decision.discard()
      throw error
    }
  }
}
