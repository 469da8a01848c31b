internal import DecisionTable

/// The facts and the decision of the request that one thread puts to one table.
struct TableWorkspace: ~Copyable {
  /// The responder keeps it alive.
  private let unowned: Unmanaged<PreparedTable>
  /// The layouts of the facts, by index.
  let layouts: UnsafePointer<FactLayout>
  /// The facts, in the order in which requests name them.
  var members: ExpectedMembers
  var facts: Facts
  var decision: Decision

  init(_ table: Responder.Table, readingCodes: Bool) {
    let ready = table.prepared
    unowned = .passUnretained(ready)
    layouts = ready.decider.layout.layout(of: 0)
    let known = ready.decider.table.facts.map(\.id)
    members = ExpectedMembers(known, capacity: known.count)
    facts = ready.decider.facts(readingCodes: readingCodes)
    decision = ready.decider.decision()
  }

  var table: PreparedTable { unowned.takeUnretainedValue() }

  /// Calls `body` with the table, without counting references.
  @inline(__always)
  func with<Value>(_ body: (PreparedTable) -> Value) -> Value {
    unowned._withUnsafeGuaranteedRef(body)
  }

  /// Decides on the present facts.
  mutating func decide() throws(RequestError) {
    let table = unowned
    let undecided: Undecided? = table._withUnsafeGuaranteedRef { table in
      do throws(Undecided) {
        try table.decider.decide(facts, into: &decision)
        return nil
      } catch {
        return error
      }
    }
    if let undecided { throw RequestError(undecided) }
  }

  /// Writes the rest of the answer after its `id`, to the end of the line.
  mutating func write(_ basis: RevisionHistory.Basis, to output: inout ByteBuffer) {
    let table = unowned
    table._withUnsafeGuaranteedRef {
      $0.templates.write(
        decision.result, decision.outcome, decision.statement,
        criteria: decision.metCriteria.span, needs: decision.neededFacts.span,
        established: facts.established, ignored: facts.ignored, basis, to: &output)
    }
  }
}
