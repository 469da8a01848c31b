internal import DecisionTable
package import Diagnostics
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

extension Check {
  static let sealedEdit = Check.ofResolved(.editedSealedRevision, .unsealedRevision) {
    policy, source in
    source.log.entries.flatMap { entry -> [Diagnostic] in
      guard let revision = policy.revisions.first(where: { $0.id == entry.revision.value.isoMonth })
      else { return [] }
      return findings(for: entry, of: revision, in: source)
    }
  }

  private static func findings(
    for entry: RevisionLogSource.Entry, of revision: Revision, in source: PolicySource
  ) -> [Diagnostic] {
    let name = entry.revision.value
    guard entry.status.value == .released else {
      return entry.seal.isEmpty
        ? []
        : [
          Diagnostic(
            .editedSealedRevision, "the draft \(name) has a seal", at: entry.seal[0].part.span,
            help: "remove the seal, or set `status: released`")
        ]
    }
    if entry.seal.isEmpty {
      return [
        Diagnostic(
          .unsealedRevision, "the revision \(name) is released without a seal",
          at: entry.revision.span,
          help: "run `policyc release \(source.id) \(name)` to seal it as it stands")
      ]
    }
    let digests = Seal(of: revision).digests
    var findings: [Diagnostic] = []
    for part in Seal.Part.allCases {
      let sealed = entry.seal.first { $0.part.value == part.rawValue }
      if let sealed, sealed.digest.value == digests[part] { continue }
      let file = source.file(of: name)
      findings.append(
        Diagnostic(
          .editedSealedRevision,
          sealed == nil
            ? "the seal of \(name) lacks its \(part.rawValue)"
            : "the part `\(part.rawValue)` of the released revision \(name) was edited",
          at: sealed?.part.span ?? entry.revision.span, label: "sealed here",
          notes: file.map {
            [.init("the revision stands here", at: .init($0.source.revision.span))]
          }
            ?? [],
          help: "undo the edit, and open the next revision for it"))
    }
    for (part, _) in entry.seal where Seal.Part(rawValue: part.value) == nil {
      findings.append(
        Diagnostic(
          .editedSealedRevision, "`\(part.value)` is no part of a seal", at: part.span,
          help: suggestion(for: part.value, among: Seal.Part.allCases.map(\.rawValue))))
    }
    return findings
  }
}

extension DiagnosticKind {
  static let editedSealedRevision = DiagnosticKind(
    "edited-sealed-revision",
    why: """
      What was released stays as it was: people were told of it, and decisions rest on it. The seal
      holds a digest of each part of the revision, with the terms and references that it uses.
      Layout and comments are free; a change of meaning is a new revision.
      """,
    before: "2023-11.yaml (released):\n  text: Hepatitis C, B or D",
    after: "2024-11.yaml (draft):\n  text: Hepatitis C, B or D")

  package static let unsealedRevision = DiagnosticKind(
    "unsealed-revision",
    why: "A released revision without a seal could be edited and nobody would see it.",
    before: "- revision: 11/23\n  status: released",
    after: "- revision: 11/23\n  status: released\n  seal:\n    prose: 0f9c…")
}
