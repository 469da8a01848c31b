internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

/// A revision's entry in the log, with the seal of its present sources.
struct LoggedRevision: Sendable {
  let entry: RevisionLogSource.Entry
  let seal: Seal

  static func all(of policy: Policy, _ source: PolicySource) -> [LoggedRevision] {
    let names = source.names
    return source.log.entries.compactMap { entry in
      policy.revisions.first { $0.id == names[entry.revision.value] }.map {
        LoggedRevision(entry: entry, seal: Seal(of: $0, in: policy))
      }
    }
  }
}
