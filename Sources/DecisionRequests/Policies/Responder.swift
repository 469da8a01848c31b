package import DecisionTable
internal import Synchronization
package import Values

/// The compiled policies that requests are answered by, with the defaults of the run.
///
/// Any number of `Answerer`s share one.
package final class Responder: @unchecked Sendable {
  // The pointers are into the arena, which does not change after `init`.

  package struct Defaults: Sendable {
    package let policy: String?
    package let revision: String?
    package let date: CalendarDate?
    /// The approval date counts as the effective date of a revision that does not print one.
    package let approvalStandsIn: Bool
    /// A code makes a term true if the crosswalk says that it decides.
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

  /// A revision's table, prepared when a request first needs it.
  package final class Table: Sendable {
    package let policy: String
    package let entry: RevisionHistory.Entry
    package let declared: DecisionTable
    private let otherFacts: Set<String>
    private let compiled = Mutex<PreparedTable?>(nil)

    init(
      policy: String, entry: RevisionHistory.Entry, declared: DecisionTable,
      otherFacts: Set<String>
    ) {
      self.policy = policy
      self.otherFacts = otherFacts
      self.entry = entry
      self.declared = declared
    }

    /// It lives as long as the table.
    var prepared: PreparedTable {
      compiled.withLock { compiled in
        if let compiled { return compiled }
        let prepared = PreparedTable(policy: policy, entry, declared, otherFacts: otherFacts)
        compiled = prepared
        return prepared
      }
    }

    package var decider: Decider { prepared.decider }
  }

  final class Policy: Sendable {
    let compiled: CompiledPolicy
    /// The usual names of the revisions, and the index of the revision of each.
    let names: NameTable
    let entryOfName: [Int]
    /// The index among all tables of each revision's table.
    let tables: [Int]

    init(compiled: CompiledPolicy, names: NameTable, entryOfName: [Int], tables: [Int]) {
      self.compiled = compiled
      self.names = names
      self.entryOfName = entryOfName
      self.tables = tables
    }
  }

  /// A policy's id, and the usual names of its revisions with the table of each.
  struct RevisionNames: BitwiseCopyable {
    /// The id of the policy, and its size in bytes.
    let policy: UnsafePointer<UInt8>
    let count: Int
    let names: NameTable
    let tables: UnsafePointer<Int32>
  }

  package let defaults: Defaults
  package let tables: [Table]
  let policies: [Policy]
  /// As `policies`, read without reference counts, for which threads would compete.
  let revisionNames: UnsafePointer<RevisionNames>
  let policyNames: NameTable
  /// Owns what the pointers and name tables refer to.
  private let arena: Arena
  /// The index of the policy that the defaults name, or of the only one.
  let defaultPolicy: Int?
  /// The index of the revision that the defaults name of that policy.
  let defaultRevision: Int?
  let hasRevision: Bool

  /// The largest size of a request in bytes.
  package static let longestLine = 1 << 20

  /// - Throws: if the defaults name a policy or revision that is not built.
  package init(policies: [CompiledPolicy], defaults: Defaults = Defaults()) throws(RequestError) {
    self.defaults = defaults
    let arena = Arena()
    self.arena = arena
    var tables: [Table] = []
    var prepared: [Policy] = []
    for policy in policies {
      var names: [String] = []
      var entryOfName: [Int] = []
      var tableOfEntry: [Int] = []
      for (index, entry) in policy.history.entries.enumerated() {
        for name in [entry.id, entry.printed] where !names.contains(name) {
          names.append(name)
          entryOfName.append(index)
        }
        guard let table = policy.tables[entry.id] else {
          throw RequestError(
            .unknownRevision, "\(policy.id) \(entry.printed) does not have a table")
        }
        tableOfEntry.append(tables.count)
        tables.append(
          Table(
            policy: policy.id, entry: entry, declared: table,
            otherFacts: policy.facts(besides: table)))
      }
      prepared.append(
        Policy(
          compiled: policy, names: NameTable(names, in: arena), entryOfName: entryOfName,
          tables: tableOfEntry))
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
      onlyPolicy = policyNames.index(of: name)
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
}
