internal import DecisionTable
internal import JSONText
package import PolicyChecks
internal import PolicyModel
internal import Values

/// What the index shows about a policy.
package struct IndexEntry: Sendable {
  let id: String
  let title: String
  let publisher: String
  let standing: Standing.Name
  /// Oldest first.
  let revisions: [RevisionHistory.Entry]
  /// The offices that approved the latest revision; empty if that was not read.
  let approvers: [String]
  /// What the log says about the latest released revision; empty if the log was not read.
  let changes: [Prose]

  package init(_ checked: CheckedPolicy) {
    let policy = checked.policy
    let latest = policy.revisions.last { $0.entry.status != .draft } ?? policy.revisions[0]
    id = policy.id
    title = latest.title
    publisher = policy.publisher
    standing = policy.standing.name
    approvers = latest.approvers
    revisions = policy.revisions.map(\.entry)
    changes = policy.log.filter { $0.revisionName == latest.id }.flatMap {
      $0.changes.map(\.text)
    }
  }

  /// An entry from the `policy.json` of an earlier build; nil if it cannot be read.
  package init?(_ id: String, policyJSON bytes: [UInt8]) {
    guard let json = try? JSON(bytes: bytes), let title = json["title"]?.string,
      let publisher = json["publisher"]?.string,
      let history = try? RevisionHistory(policyJSON: bytes), !history.entries.isEmpty
    else { return nil }
    self.id = id
    self.title = title
    self.publisher = publisher
    standing = json["standing"]?.string.flatMap(Standing.Name.init) ?? .restatement
    approvers = []
    revisions = history.entries
    changes = []
  }

  /// The latest released revision, or the first draft if none is released.
  var latest: RevisionHistory.Entry {
    revisions.last { $0.status != .draft } ?? revisions[0]
  }
}
