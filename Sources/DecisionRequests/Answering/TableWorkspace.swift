internal import DecisionTable

/// Room for the requests of one table, of one thread.
struct TableWorkspace: ~Copyable {
  /// Kept by the responder.
  private let unowned: Unmanaged<PreparedTable>
  /// By fact.
  let layouts: UnsafePointer<FactLayout>
  /// The facts by their places, as requests name them.
  var names: ExpectedNames
  var facts: Facts
  var decision: Decision

  init(_ table: Responder.Table, readingCodes: Bool) {
    let ready = table.prepared
    unowned = .passUnretained(ready)
    layouts = ready.decider.layout.layout(of: 0)
    let known = ready.decider.table.facts.map(\.id)
    names = ExpectedNames(known, capacity: known.count)
    facts = ready.decider.facts(readingCodes: readingCodes)
    decision = ready.decider.decision()
  }

  var table: PreparedTable { unowned.takeUnretainedValue() }

  /// Calls `body` with it, without counting references.
  @inline(__always)
  func with<Value>(_ body: (PreparedTable) -> Value) -> Value {
    unowned._withUnsafeGuaranteedRef(body)
  }

  /// Decides on the facts.
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

  /// Writes the answer from behind its `id` to the end of its line.
  mutating func write(_ basis: RevisionHistory.Basis, to output: inout ByteBuffer) {
    let table = unowned
    table._withUnsafeGuaranteedRef {
      $0.words.write(
        decision.result, decision.outcome, criteria: decision.criteria, needs: decision.needs,
        established: facts.established, basis, to: &output)
    }
  }
}
