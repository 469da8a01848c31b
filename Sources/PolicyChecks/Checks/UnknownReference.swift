internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Check {
  /// Listed keys stand in `references.yaml`; cited keys are listed.
  static let unknownReference = Check.ofRevision(.unknownReference) { file, policy, tree in
    let known = policy.references.map(\.key.value)
    let listed = Set(file.source.references.map(\.value))
    var findings = file.source.references.filter { !known.contains($0.value) }
      .prefix(Check.mostInFile).map { key in
        Diagnostic(
          .unknownReference, "`references.yaml` has no `\(key.value)`", at: key.span,
          help: nearestName(to: key.value, among: known).map { "write `\($0)`" }
            ?? "add it to `references.yaml`")
      }
    let text = tree.text(at: file.path)
    for prose in file.source.prose {
      for key in prose.value.citedKeys where !listed.contains(key) {
        guard findings.count < Check.mostInFile else { return findings }
        findings.append(
          Diagnostic(
            .unknownReference, "the revision lists no reference `\(key)`",
            at: text?.span(of: "@\(key)", in: prose.span) ?? prose.span,
            help: known.contains(key)
              ? "add it to `references:`"
              : nearestName(to: key, among: listed).map { "write `\($0)`" }
                ?? "add it to `references.yaml` and to `references:`"))
      }
    }
    return findings
  }
}

extension DiagnosticKind {
  static let unknownReference = DiagnosticKind(
    "unknown-reference",
    why: """
      Citations are keys, and the compiler gives them their numbers, so a citation can neither
      point past the list nor one entry too far.
      """,
    before: "text: Confirmed by biopsy [@wood2016].",
    after: "text: Confirmed by biopsy [@wood2015].")
}
