internal import DecisionTable
package import Diagnostics
internal import MessageText
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

extension Check {
  static let sealedEdit = Check.ofLogged(
    .editedSealedRevision, .unsealedRevision, .outdatedSeal
  ) {
    logged, source in
    let entry = logged.entry
    let name = entry.revision.value
    guard entry.status.value != .draft else {
      return entry.seal.isEmpty
        ? []
        : [
          Diagnostic(
            .editedSealedRevision, "the draft `\(name)` has a seal", at: entry.seal[0].part.span,
            help: "remove the seal, or set `status: released`")
        ]
    }
    if entry.seal.isEmpty {
      return [
        Diagnostic(
          .unsealedRevision, "the revision `\(name)` is released without a seal",
          at: entry.revision.span,
          help: "run `policyc release \(source.id) \(name)` to seal it")
      ]
    }
    // The version says how the digests are computed.
    let version = entry.seal.first { $0.part.value == "version" }
    if let version, version.digest.value == "1" {
      return [
        Diagnostic(
          .outdatedSeal, "the seal of `\(name)` is of version 1, which covers less",
          at: version.digest.span,
          help: "run `policyc release \(source.id) \(name) --renew`, which checks what it covers")
      ]
    }
    guard let version, version.digest.value == Seal.version else {
      return [
        Diagnostic(
          .editedSealedRevision, "the version of the seal of `\(name)` is unknown",
          at: (version?.digest ?? entry.seal[0].part).span,
          help: "restore the seal as `policyc release` wrote it")
      ]
    }
    let seal = entry.seal.filter { $0.part.value != "version" }
    let parts = Seal.Part.allCases
    let written = Set(seal.map(\.part.value))
    let unwritten = parts.map(\.rawValue).filter { !written.contains($0) }
    let strange = seal.map(\.part).filter { Seal.Part(rawValue: $0.value) == nil }
    var findings = strange.map { part in
      Diagnostic(
        .editedSealedRevision, "`\(part.value)` is not a part of a seal", at: part.span,
        help: suggestion(for: part.value, among: unwritten) ?? "remove it")
    }
    let misspelt = Set(strange.compactMap { nearestName(to: $0.value, among: unwritten) })
    findings += unwritten.filter { !misspelt.contains($0) }.map { part in
      Diagnostic(
        .editedSealedRevision, "the seal of `\(name)` does not have `\(part)`",
        at: entry.revision.span,
        help: "restore the seal as `policyc release` wrote it")
    }
    let digests = logged.seal.digests
    let edited = Set(
      parts.filter { part in
        seal.contains { $0.part.value == part.rawValue && $0.digest.value != digests[part] }
      })
    let notes = source.file(of: name).map {
      [Diagnostic.Note("the revision is here", at: .init($0.source.revision.span))]
    }
    for (part, _) in seal {
      guard let edit = Seal.Part(rawValue: part.value), edited.contains(edit),
        edited.isDisjoint(with: causes(of: edit))
      else { continue }
      findings.append(
        Diagnostic(
          .editedSealedRevision,
          "the released revision `\(name)` differs from its seal in `\(part.value)`",
          at: part.span, label: "sealed here", notes: notes ?? [],
          help: "undo the edit, and make the change in a new revision"))
    }
    return findings
  }

  /// The parts whose edit makes this part differ too.
  private static func causes(of part: Seal.Part) -> Set<Seal.Part> {
    switch part {
    case .terms: [.criteria]
    case .crosswalk: [.facts]
    case .decisions: [.criteria, .facts]
    case .prose, .facts, .criteria, .references, .coding, .measurement, .publication, .record,
      .approvals:
      []
    }
  }
}

extension DiagnosticKind {
  static let editedSealedRevision = DiagnosticKind(
    "edited-sealed-revision",
    why: """
      A released revision does not change, since people were told of it and decisions rest on it.
      The seal has a digest of each part of the revision, including the terms, codes and references that
      it uses, the pinned calibration, the publisher and the approvals. Layout, comments, the effective
      date and the last day can be edited; any other change needs a new revision.
      """,
    before: "2023-11.yaml (released):\n  text: Hepatitis C, B or D",
    after: "2024-11.yaml (draft):\n  text: Hepatitis C, B or D")

  package static let outdatedSeal = DiagnosticKind(
    "outdated-seal",
    why: """
      Seals of version 1 do not cover pinned calibrations, crosswalks, the publisher and approvals, so
      that these could change on a released revision without anybody noticing.
      """,
    before: "seal:\n  version: 1\n  prose: 0f9c…",
    after: "seal:\n  version: 2\n  prose: 0f9c…\n  …\n  approvals: 77a1…")

  package static let unsealedRevision = DiagnosticKind(
    "unsealed-revision",
    why: "A released revision without a seal could be edited without anybody noticing.",
    before: "- revision: 11/23\n  status: released",
    after: "- revision: 11/23\n  status: released\n  seal:\n    prose: 0f9c…")
}
