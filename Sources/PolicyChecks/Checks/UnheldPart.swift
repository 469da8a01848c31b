internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Check {
  /// A revision has every part, or says that it does not hold it; never both.
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
            .heldPart, "`not_held` names the \(part.rawValue), which is held",
            at: unheld.span, help: "remove it from `not_held`, or remove the part"))
      }
      if source.reconstructed != nil, unheld == nil, !isThere {
        findings.append(
          Diagnostic(
            .missingPart, "the revision is silent on its \(part.rawValue)",
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
      In a reconstructed revision, a part that is simply absent could mean that the policy had none.
      What is not held is said to be so, and is then never shown as a deletion.
      """,
    before: "reconstructed:\n  not_held: [description, background, coding, references]",
    after: "reconstructed:\n  not_held: [description, background, coding, references, reminder]")

  static let heldPart = DiagnosticKind(
    "held-part",
    why: "A part is held or it is not; both at once leave open whether its text is the payer's.",
    before: "reconstructed:\n  not_held: [coding]\ncoding: …",
    after: "reconstructed:\n  not_held: [background]\ncoding: …")
}
