/// The workspaces of one thread, one for each table, each made when a request first needs it.
struct TableWorkspaces {
  private let workspaces: UnsafeMutablePointer<TableWorkspace>
  private let isOpen: UnsafeMutablePointer<Bool>

  /// - Parameter responder: has to outlive the workspaces.
  init(for responder: Responder) {
    let count = responder.tables.count
    workspaces = .allocate(capacity: count)
    isOpen = .allocate(capacity: count)
    isOpen.initialize(repeating: false, count: count)
  }

  /// Frees the storage, which nothing may use afterwards.
  func deallocate(_ responder: Responder) {
    for table in responder.tables.indices where isOpen[table] {
      (workspaces + table).deinitialize(count: 1)
    }
    workspaces.deallocate()
    isOpen.deallocate()
  }

  /// Makes the workspace of a table unless there is one.
  @inline(__always)
  func open(_ table: Int, of responder: Responder) {
    if !isOpen[table] { make(table, of: responder) }
  }

  @inline(never)
  private func make(_ table: Int, of responder: Responder) {
    (workspaces + table).initialize(
      to: TableWorkspace(responder.tables[table], readingCodes: responder.defaults.readsCodes))
    isOpen[table] = true
  }

  /// - Precondition: the workspace of the table is open.
  @inline(__always)
  func workspace(_ table: Int) -> UnsafeMutablePointer<TableWorkspace> { workspaces + table }
}
