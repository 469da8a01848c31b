internal import DecisionAnalysis
internal import DecisionTable
internal import Digests
internal import JSONText
package import PolicyModel
internal import Values

/// What was released of a revision: a digest for each part, so that an edit can be located.
///
/// The digests are of the resolved revision. The layout and comments of the sources do not affect
/// them, nor do terms and references that the revision does not use, nor the crosswalk, which is not
/// policy and follows the code sets.
package struct Seal: Hashable, Sendable {
  package enum Part: String, CaseIterable, Sendable {
    /// The title, and all prose except the criteria.
    case prose
    case facts
    /// The scope and the statements, with their labels and wording.
    case criteria
    /// The terms that tests name, with their labels.
    case terms
    case references
    case coding
    /// The exact decision that the compiler derives from the criteria.
    case decisions
    /// The names, the dates and the log rows of the revision.
    case record
  }

  /// The version of the way in which digests are computed, which each seal states.
  package static let version = "1"

  package let digests: [Part: String]

  /// SHA-256 over all parts, which approvals name.
  package var digest: String {
    let lines = Part.allCases.map { "\($0.rawValue) \(digests[$0] ?? "")" }
    return Digest(of: (["version \(Seal.version)"] + lines).joined(separator: "\n")).hexadecimal
  }

  /// Whether the seal covers the exact decision. If its diagram is too large, only the criteria are
  /// covered.
  package var holdsDecisions: Bool { digests[.decisions] != Seal.unheldDecisions }

  private static let unheldDecisions = Digest(of: JSON.string(decisionTooLarge).compact).hexadecimal

  package init(of revision: Revision, in policy: Policy) {
    digests = Dictionary(
      uniqueKeysWithValues: Part.allCases.map { part in
        (part, Digest(of: part.canonicalForm(of: revision, in: policy).compact).hexadecimal)
      })
  }
}
