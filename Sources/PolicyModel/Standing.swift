/// Whose pages the pages of a policy are.
package enum Standing: Hashable, Sendable {
  /// The payer publishes them, and its notice is on each of them.
  case official(notice: Prose)
  /// Someone else restates what the payer publishes; each page says where the payer's own publication
  /// is.
  case restatement(original: Prose)
}

extension Standing {
  /// The names of the cases, in sources and in JSON.
  package enum Name: String, CaseIterable, Sendable {
    case official
    case restatement
  }

  package var name: Name {
    switch self {
    case .official: .official
    case .restatement: .restatement
    }
  }
}
