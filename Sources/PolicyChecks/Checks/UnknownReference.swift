internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Check {
  /// Listed keys stand in `references.yaml`; cited keys are listed.
  static let unknownReference = Check.ofRevision(.unknownReference) { file, policy, tree in
    let known = policy.references.map(\.key.value)
    let listed = Set(file.source.references.map(\.value))
    let unknown = file.source.references.filter { !known.contains($0.value) }
    var findings = findings(at: unknown, \.span) { key in
      Diagnostic(
        .unknownReference, "`references.yaml` has no `\(key.value)`", at: key.span,
        help: "add it to `references.yaml`",
        fix: .respelling(key.value, at: key.span, among: known))
    }
    let text = tree.text(at: file.path)
    for prose in file.source.prose {
      for key in prose.value.citedKeys where !listed.contains(key) {
        let place = text?.span(of: "@\(key)", in: prose.span) ?? prose.span
        if findings.ends(before: place) { return findings }
        let name = Span(path: place.path, range: place.range.dropFirst())
        findings.append(
          Diagnostic(
            .unknownReference, "the revision lists no reference `\(key)`", at: place,
            help: known.contains(key)
              ? "add it to `references:`"
              : nearestName(to: key, among: listed).map { "write `\($0)`" }
                ?? "add it to `references.yaml` and to `references:`",
            // Where the citation is broken over lines, it is not found as it reads.
            fix: known.contains(key) || name.range.count != key.utf8.count
              ? nil : .respelling(key, at: name, among: listed)))
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
