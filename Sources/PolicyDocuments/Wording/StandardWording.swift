internal import DecisionTable
internal import PolicyModel

/// The sentences that every document contains, whatever its policy.
enum StandardWording {
  typealias Note = (head: String, text: String)

  static let unofficial: Note = (
    head: "Unofficial restatement.",
    text: "This page restates the policy in this project’s own words."
  )

  static let reconstructed = "Reconstructed revision"

  static let superseded = "Superseded by"

  static let inferred = "Inferred."

  static let notAvailable: Note = (
    head: "Not available.",
    text: "What the revision printed in this section is not available."
  )

  static let scope = "This revision applies to requests where:"

  static let precedence =
    "The statements are in order of precedence: the first one whose criteria are met decides."

  static let otherwise: Note = (
    head: "Otherwise the policy is silent.",
    text:
      "It does not say that other uses are not medically necessary. This table never denies a request: one that does not meet the criteria goes to clinical review by a qualified person."
  )

  /// `policyc 1.0` and the digest of the sources follow.
  static func built(_ subject: String, by compiler: String) -> String {
    "\(subject). Built by \(compiler) from sources with SHA-256 "
  }
}

extension Policy {
  /// The revision whose text an erratum corrects.
  func revision(correctedBy erratum: Revision) -> Revision? {
    revisions.first { $0.id == erratum.entry.supersedes }
  }

  /// The next released revision.
  func successor(of revision: Revision) -> Revision? {
    guard let index = revisions.firstIndex(where: { $0.id == revision.id }) else { return nil }
    return revisions[(index + 1)...].first { $0.entry.status != .draft }
  }
}
