internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Check {
  /// A reconstructed revision has each part or lists it under `not_held`, and never does both.
  static let unheldPart = Check.ofRevision(.missingPart, .heldPart) { file, _, _ in
    let source = file.source
    let present: [(part: Reconstruction.Part, isThere: Bool)] = [
      (.description, source.description != nil),
      (.background, !source.sections.isEmpty),
      (.coding, source.coding != nil),
      (.references, !source.references.isEmpty),
      (.reminder, source.reminder != nil),
    ]
    var findings: [Diagnostic] = []
    for (part, isThere) in present {
      let unheld = source.reconstructed?.notHeld.first { $0.value == part }
      if let unheld, isThere {
        findings.append(
          Diagnostic(
            .heldPart, "`not_held` names the \(part.rawValue), which the revision has",
            at: unheld.span, help: "remove it from `not_held`, or remove the part"))
      }
      if source.reconstructed != nil, unheld == nil, !isThere {
        findings.append(
          Diagnostic(
            .missingPart,
            "the \(part.rawValue) is neither in the revision nor listed in `not_held`",
            at: source.revision.span,
            help: "add `\(part.rawValue)` to `not_held`, or the part itself"))
      }
    }
    return findings
  }
}

extension DiagnosticKind {
  static let missingPart = DiagnosticKind(
    "missing-part",
    why: """
      In a reconstructed revision, an absent part could mean that the policy did not have it.
      `not_held` lists the parts whose text is not available; they are never shown as deleted.
      """,
    before: "reconstructed:\n  not_held: [description, background, coding, references]",
    after: "reconstructed:\n  not_held: [description, background, coding, references, reminder]")

  static let heldPart = DiagnosticKind(
    "held-part",
    why: "A part that is present and listed as not held may or may not be the payer's text.",
    before: "reconstructed:\n  not_held: [coding]\ncoding: …",
    after: "reconstructed:\n  not_held: [background]\ncoding: …")
}
