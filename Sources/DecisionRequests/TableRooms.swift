internal import DecisionTable

/// Room for the facts and the decision of each table, made when a request first asks for it; of one
/// thread.
struct TableRooms {
  /// Nil until then.
  private let tables: UnsafeMutablePointer<Unmanaged<PreparedTable>?>
  private let allFacts: UnsafeMutablePointer<Facts>
  private let allDecisions: UnsafeMutablePointer<Decision>

  /// - Parameter responder: has to be there as long as the rooms.
  init(for responder: Responder) {
    let count = responder.tables.count
    tables = .allocate(capacity: count)
    tables.initialize(repeating: nil, count: count)
    allFacts = .allocate(capacity: count)
    allDecisions = .allocate(capacity: count)
  }

  /// Nothing uses them any more.
  func deallocate(_ responder: Responder) {
    for table in responder.tables.indices where tables[table] != nil {
      (allFacts + table).deinitialize(count: 1)
      (allDecisions + table).deinitialize(count: 1)
    }
    tables.deallocate()
    allFacts.deallocate()
    allDecisions.deallocate()
  }

  /// Makes sure that there is room for a table.
  @inline(__always)
  func open(_ table: Int, of responder: Responder) {
    if tables[table] == nil { make(table, of: responder) }
  }

  @inline(never)
  private func make(_ table: Int, of responder: Responder) {
    let ready = responder.tables[table].prepared
    tables[table] = .passUnretained(ready)
    (allFacts + table).initialize(
      to: ready.decider.facts(readingCodes: responder.defaults.readsCodes))
    (allDecisions + table).initialize(to: ready.decider.decision())
  }

  // MARK: Of a table that is open

  func facts(_ table: Int) -> UnsafeMutablePointer<Facts> { allFacts + table }
  func decision(_ table: Int) -> UnsafeMutablePointer<Decision> { allDecisions + table }

  func prepared(_ table: Int) -> PreparedTable { tables[table]!.takeUnretainedValue() }

  /// Calls `body` with the same, without counting references.
  @inline(__always)
  func with<Value>(_ table: Int, _ body: (PreparedTable) -> Value) -> Value {
    tables[table]!._withUnsafeGuaranteedRef(body)
  }
}
