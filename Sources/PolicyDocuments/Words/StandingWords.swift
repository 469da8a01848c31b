internal import DecisionTable
internal import PolicyModel

/// What every document says, whatever the policy; the same in each of them.
enum StandingWords {
  static let unofficial = (
    head: "Unofficial restatement.",
    text: "This page states the facts of the policy in this project’s own words."
  )

  static let reconstructed = "Reconstructed revision"

  static let superseded = "Superseded by"

  static let inferred = "Inferred."

  static let unheld = (
    head: "Not held.", text: "What this revision printed here is not known to this project."
  )

  static let scope = "This revision decides requests of which this holds:"

  static let precedence =
    "These statements stand in order of precedence: the first whose criteria hold decides."

  static let otherwise = (
    head: "Otherwise the policy is silent.",
    text:
      "It does not say that other uses are not necessary. No answer of this table is a denial: a request that does not meet the criteria goes to clinical review by a qualified person."
  )
}

extension Policy {
  /// The next released revision.
  func successor(of revision: Revision) -> Revision? {
    guard let place = revisions.firstIndex(where: { $0.id == revision.id }) else { return nil }
    return revisions[(place + 1)...].first { $0.entry.status == .released }
  }
}
