internal import DecisionAnalysis
internal import DecisionTable
internal import JSONText

/// How explanations are written.
package enum ExplanationForm: Sendable {
  /// A text for people in place of each answer.
  case text
  /// A member `explanation` of each answer.
  case json
}

/// Why one request has its answer, with what it stated.
struct ExplainedAnswer {
  let id: String?
  let table: Responder.Table
  let basis: RevisionHistory.Basis
  let explanation: Explanation
  /// The facts of the request, as it stated them.
  let stated: [JSON.Member]
  let established: [EstablishedTerm]

  var tree: CriteriaTree { explanation.tree }

  /// Where the documents print a criterion.
  func anchor(_ label: String) -> String {
    "\(table.policy)/\(table.entry.id)/policy.html#\(label)"
  }

  /// What the request states of a fact; null where it states nothing.
  func stated(_ fact: String) -> JSON { stated.last { $0.name == fact }?.value ?? .null }
}
