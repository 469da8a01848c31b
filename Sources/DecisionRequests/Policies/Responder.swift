internal import CByteScan
package import DecisionTable
internal import Diagnostics
internal import Synchronization
package import Values

/// What answers requests: the compiled policies, and what holds for requests that do not say.
///
/// Any number of `Answerer`s work with one.
package final class Responder: @unchecked Sendable {
  // The pointers are into the arena, which nobody writes to once this is made.

  package struct Defaults: Sendable {
    package let policy: String?
    package let revision: String?
    package let date: CalendarDate?
    /// The approval date counts where no effective date is printed.
    package let approvalStandsIn: Bool
    /// Codes count as terms where the crosswalk allows it.
    package let readsCodes: Bool

    package init(
      policy: String? = nil, revision: String? = nil, date: CalendarDate? = nil,
      approvalStandsIn: Bool = false, readsCodes: Bool = false
    ) {
      self.policy = policy
      self.revision = revision
      self.date = date
      self.approvalStandsIn = approvalStandsIn
      self.readsCodes = readsCodes
    }
  }

  /// A revision's table; compiled once a request asks for it.
  package final class Table: Sendable {
    package let policy: String
    package let entry: RevisionHistory.Entry
    package let declared: DecisionTable
    private let compiled = Mutex<PreparedTable?>(nil)

    init(policy: String, entry: RevisionHistory.Entry, declared: DecisionTable) {
      self.policy = policy
      self.entry = entry
      self.declared = declared
    }

    /// Kept as long as the table.
    var prepared: PreparedTable {
      compiled.withLock { compiled in
        if let compiled { return compiled }
        let prepared = PreparedTable(policy: policy, entry, declared)
        compiled = prepared
        return prepared
      }
    }

    package var decider: Decider { prepared.decider }
  }

  final class Policy: Sendable {
    let compiled: CompiledPolicy
    /// Every name of a revision that needs no thought, and the revision's place.
    let names: NameTable
    let entryOfName: [Int]
    /// By place of the revision, the place among all tables.
    let tables: [Int]

    init(compiled: CompiledPolicy, names: NameTable, entryOfName: [Int], tables: [Int]) {
      self.compiled = compiled
      self.names = names
      self.entryOfName = entryOfName
      self.tables = tables
    }
  }

  /// A policy's id, and the names of its revisions that need no thought with the table of each.
  private struct RevisionNames: BitwiseCopyable {
    /// The id of the policy, and how many bytes it has.
    let policy: UnsafePointer<UInt8>
    let count: Int
    let names: NameTable
    let tables: UnsafePointer<Int32>
  }

  package let defaults: Defaults
  package let tables: [Table]
  let policies: [Policy]
  // The same, read without counting references: several threads would fight for the counts.
  private let revisionNames: UnsafePointer<RevisionNames>
  private let policyNames: NameTable
  /// All of that lies in it.
  private let arena: Arena
  /// What the defaults choose: a policy, and a revision where they name one.
  private let defaultPolicy: Int?
  private let defaultRevision: Int?
  private let hasRevision: Bool

  /// The bytes that a request may at most have.
  package static let longestLine = 1 << 20

  /// - Throws: where the defaults name what is not built.
  package init(policies: [CompiledPolicy], defaults: Defaults = Defaults()) throws(RequestError) {
    self.defaults = defaults
    let arena = Arena()
    self.arena = arena
    var tables: [Table] = []
    var prepared: [Policy] = []
    for policy in policies {
      var names: [String] = []
      var entryOfName: [Int] = []
      var places: [Int] = []
      for (place, entry) in policy.history.entries.enumerated() {
        for name in [entry.id, entry.printed] where !names.contains(name) {
          names.append(name)
          entryOfName.append(place)
        }
        guard let table = policy.tables[entry.id] else {
          throw RequestError(.unknownRevision, "\(policy.id) \(entry.printed) has no table")
        }
        places.append(tables.count)
        tables.append(Table(policy: policy.id, entry: entry, declared: table))
      }
      prepared.append(
        Policy(
          compiled: policy, names: NameTable(names, in: arena), entryOfName: entryOfName,
          tables: places))
    }
    self.tables = tables
    self.policies = prepared
    revisionNames = arena.keep(
      prepared.map { policy in
        RevisionNames(
          // Compared by sixteen bytes.
          policy: arena.keep(Array(policy.compiled.id.utf8) + Array(repeating: 0, count: 16)),
          count: policy.compiled.id.utf8.count, names: policy.names,
          tables: arena.keep(policy.entryOfName.map { Int32(policy.tables[$0]) }))
      })
    hasRevision = defaults.revision != nil
    policyNames = NameTable(policies.map(\.id), in: arena)
    var onlyPolicy = policies.count == 1 ? 0 : nil as Int?
    if let name = defaults.policy {
      onlyPolicy = policyNames.place(of: name)
      if onlyPolicy == nil { throw Responder.unknownPolicy(name, policies.map(\.id)) }
    }
    defaultPolicy = onlyPolicy
    var revision: Int?
    if let name = defaults.revision, let policy = onlyPolicy {
      revision = try Responder.entry(named: name, of: prepared[policy], defaults)
    }
    defaultRevision = revision
  }

  /// The facts that any of the tables declares.
  package var facts: Set<String> { Set(tables.flatMap { $0.declared.facts.map(\.id) }) }

  // MARK: Which table

  /// The policy of a request.
  func policy(named name: UnsafeBufferPointer<UInt8>?) throws(RequestError) -> Int {
    guard let name else {
      guard let defaultPolicy else {
        throw RequestError(
          .missingPolicy,
          "the request does not name one of the \(policies.count) policies that are built")
      }
      return defaultPolicy
    }
    let place = policyNames.place(of: name)
    if let stated = defaults.policy, place != defaultPolicy {
      throw RequestError(
        .conflict,
        "the request names policy `\(String(decoding: name, as: UTF8.self))`, and the run names `\(stated)`"
      )
    }
    guard let place else {
      throw Responder.unknownPolicy(
        String(decoding: name, as: UTF8.self), policies.map(\.compiled.id))
    }
    return place
  }

  /// The date of service of a request.
  func date(stated: UnsafeBufferPointer<UInt8>?) throws(RequestError) -> CalendarDate? {
    guard let stated else { return defaults.date }
    guard let date = CalendarDate(stated) else {
      throw RequestError(badDate: String(decoding: stated, as: UTF8.self))
    }
    if let fallback = defaults.date, fallback != date {
      throw RequestError(.conflict, "the request has the date \(date), and the run has \(fallback)")
    }
    return date
  }

  /// The table of a request that names a policy and a revision as they are written mostly, found
  /// without counting references or throwing; nil where it takes `table(of:revision:on:)` to say.
  ///
  /// - Parameters: strings of a `PaddedText`.
  @inline(__always)
  func namedTable(
    policy: UnsafeBufferPointer<UInt8>?, revision: UnsafeBufferPointer<UInt8>?
  ) -> Int? {
    guard !hasRevision, let revision else { return nil }
    let place: Int
    if let policy {
      // Most runs are of one policy, which need not be looked up.
      if let defaultPolicy {
        let known = revisionNames + defaultPolicy
        guard policy.count == known.pointee.count,
          begins_with(policy.baseAddress, known.pointee.policy, Int64(policy.count))
        else { return nil }
        place = defaultPolicy
      } else {
        guard let named = policyNames.place(ofReadable: policy) else { return nil }
        place = named
      }
    } else {
      guard let defaultPolicy else { return nil }
      place = defaultPolicy
    }
    guard let name = revisionNames[place].names.place(ofReadable: revision) else { return nil }
    return Int(revisionNames[place].tables[name])
  }

  /// The table of a request, and why that one.
  func table(
    of policy: Int, revision name: UnsafeBufferPointer<UInt8>?, on date: CalendarDate?
  ) throws(RequestError) -> (table: Int, basis: RevisionHistory.Basis) {
    let policy = policies[policy]
    var fallback = defaultRevision
    if fallback == nil, let name = defaults.revision {
      fallback = try Responder.entry(named: name, of: policy, defaults)
    }
    if let name {
      let entry: Int
      if let place = policy.names.place(of: name) {
        entry = policy.entryOfName[place]
      } else {
        entry = try Responder.entry(
          named: String(decoding: name, as: UTF8.self), of: policy, defaults)
      }
      // Two names of one revision, `11/23` and `2023-11`, agree.
      if let fallback, fallback != entry {
        let entries = policy.compiled.history.entries
        throw RequestError(
          .conflict,
          "the request names revision \(entries[entry].printed), and the run names \(entries[fallback].printed)"
        )
      }
      return (policy.tables[entry], .named)
    }
    if let fallback { return (policy.tables[fallback], .named) }
    guard let date else {
      throw RequestError(
        .missingRevision, "the request names neither a revision nor a date of service")
    }
    do throws(RevisionHistory.ResolutionError) {
      let resolution = try policy.compiled.history.revision(
        on: date, approvalStandsIn: defaults.approvalStandsIn)
      let entries = policy.compiled.history.entries
      guard let place = entries.firstIndex(where: { $0.id == resolution.entry.id }) else {
        preconditionFailure("a revision of another policy")
      }
      return (policy.tables[place], resolution.basis)
    } catch {
      throw RequestError(error, approvalStandsIn: defaults.approvalStandsIn)
    }
  }

  /// The table of a request that says these, why that one, and the date of service.
  package func table(for head: RequestHead) throws(RequestError) -> (
    table: Int, basis: RevisionHistory.Basis, date: CalendarDate?
  ) {
    let place = try head.policy.reading { (name) throws(RequestError) -> Int in
      try policy(named: name)
    }
    let day = try head.date.reading { (text) throws(RequestError) -> CalendarDate? in
      try date(stated: text)
    }
    let (chosen, basis) = try head.revision.reading {
      (name) throws(RequestError) -> (Int, RevisionHistory.Basis) in
      try table(of: place, revision: name, on: day)
    }
    return (chosen, basis, day)
  }

  private static func entry(named name: String, of policy: Policy, _ defaults: Defaults)
    throws(RequestError) -> Int
  {
    do throws(RevisionHistory.ResolutionError) {
      let entry = try policy.compiled.history.revision(named: name).entry
      return policy.compiled.history.entries.firstIndex { $0.id == entry.id } ?? 0
    } catch {
      throw RequestError(error, approvalStandsIn: defaults.approvalStandsIn)
    }
  }

  private static func unknownPolicy(_ name: String, _ known: [String]) -> RequestError {
    let help = suggestion(for: name, among: known).map { "; \($0)" } ?? ""
    return RequestError(.unknownPolicy, "policy `\(name)` is not built\(help)")
  }
}

/// What a request says beside its facts.
package struct RequestHead: Sendable {
  package let policy: String?
  package let revision: String?
  package let date: String?

  package init(policy: String?, revision: String?, date: String?) {
    self.policy = policy
    self.revision = revision
    self.date = date
  }
}

extension String? {
  /// Calls `body` with the bytes of the text, if there is one.
  fileprivate func reading<Value>(
    _ body: (UnsafeBufferPointer<UInt8>?) throws(RequestError) -> Value
  ) throws(RequestError) -> Value {
    guard var text = self else { return try body(nil) }
    return try text.withUTF8 { bytes -> Result<Value, RequestError> in
      do throws(RequestError) {
        return .success(try body(bytes))
      } catch {
        return .failure(error)
      }
    }.get()
  }
}
