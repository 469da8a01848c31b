internal import DecisionAnalysis
internal import DecisionTable
internal import Digests
internal import JSONText
package import PolicyModel
internal import Values

/// What was released of a revision: a digest for each part, so that an edit can be located.
///
/// The digests are of the resolved revision. The layout and comments of the sources do not affect
/// them, nor do terms and references that the revision does not use. The effective date, the status and
/// the last day are not sealed, because a payer sets them later; they are signed.
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
    /// The suggested codes for the terms, as they were when the revision was released.
    case crosswalk
    /// The calibration that is pinned for the revision.
    case measurement
    /// Who publishes the revision, and where.
    case publication
    /// The names, the date of approval and the log rows of the revision.
    case record
    /// The offices that approved the revision, and when.
    case approvals

    /// Whether version 1 of the seal has the part and computes it in the same way.
    package var isInVersion1: Bool {
      switch self {
      case .prose, .facts, .criteria, .terms, .references, .coding, .decisions: true
      case .crosswalk, .measurement, .publication, .record, .approvals: false
      }
    }
  }

  /// The version of the way in which digests are computed, which each seal states.
  package static let version = "2"

  package let digests: [Part: String]

  /// SHA-256 over all parts except the approvals, which name it.
  package var digest: String { digest(of: Part.allCases.filter { $0 != .approvals }) }

  private func digest(of parts: [Part]) -> String {
    let lines = parts.map { "\($0.rawValue) \(digests[$0] ?? "")" }
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

extension Seal {
  /// The parts of a revision that its sources state, as one digest. It names the sources of artefacts.
  ///
  /// The exact decision follows from the criteria.
  package static func sourceDigest(of revision: Revision, in policy: Policy) -> String {
    let lines = Part.allCases.filter { $0 != .decisions }.map { part in
      "\(part.rawValue) \(Digest(of: part.canonicalForm(of: revision, in: policy).compact))"
    }
    return Digest(of: lines.joined(separator: "\n")).hexadecimal
  }

  /// The terms of a terminology with their suggested codes, as one digest.
  package static func digest(
    ofTerms terms: [(id: String, label: String)], _ crosswalks: [Crosswalk]
  )
    -> String
  {
    let form: JSON = [
      .array(terms.map { [.string($0.id), .string($0.label)] }),
      .array(crosswalks.map(canonical)),
    ]
    return Digest(of: form.compact).hexadecimal
  }
}
