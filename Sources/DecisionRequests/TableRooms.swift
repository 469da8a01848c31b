/// Room for each table, made when a request first asks for it; of one thread.
struct TableRooms {
  private let rooms: UnsafeMutablePointer<TableRoom>
  private let isOpen: UnsafeMutablePointer<Bool>

  /// - Parameter responder: has to be there as long as the rooms.
  init(for responder: Responder) {
    let count = responder.tables.count
    rooms = .allocate(capacity: count)
    isOpen = .allocate(capacity: count)
    isOpen.initialize(repeating: false, count: count)
  }

  /// Nothing uses them any more.
  func deallocate(_ responder: Responder) {
    for table in responder.tables.indices where isOpen[table] {
      (rooms + table).deinitialize(count: 1)
    }
    rooms.deallocate()
    isOpen.deallocate()
  }

  /// Makes sure that there is room for a table.
  @inline(__always)
  func open(_ table: Int, of responder: Responder) {
    if !isOpen[table] { make(table, of: responder) }
  }

  @inline(never)
  private func make(_ table: Int, of responder: Responder) {
    (rooms + table).initialize(
      to: TableRoom(responder.tables[table], readingCodes: responder.defaults.readsCodes))
    isOpen[table] = true
  }

  /// Of a table that is open.
  @inline(__always)
  func room(_ table: Int) -> UnsafeMutablePointer<TableRoom> { rooms + table }
}
