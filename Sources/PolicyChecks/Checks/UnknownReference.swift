internal import Diagnostics
internal import MessageText
internal import PolicyModel
internal import PolicySources

extension Check {
  /// `references.yaml` has each key that a revision lists, and a revision lists each key it cites.
  static let unknownReference = Check.ofRevision(.unknownReference) { file, policy, tree in
    let known = policy.references.map(\.key.value)
    let listed = Set(file.source.references.map(\.value))
    let unknown = file.source.references.filter { !known.contains($0.value) }
    var findings = findings(at: unknown, \.span) { key in
      Diagnostic(
        .unknownReference, "`references.yaml` does not have `\(key.value)`", at: key.span,
        help: "add it to `references.yaml`",
        fix: .respelling(key.value, at: key.span, among: known))
    }
    let text = tree.text(at: file.path)
    for prose in file.source.prose {
      for key in prose.value.citedKeys where !listed.contains(key) {
        let citation = text?.span(of: "@\(key)", in: prose.span) ?? prose.span
        if findings.ends(before: citation) { return findings }
        let name = Span(path: citation.path, range: citation.range.dropFirst())
        findings.append(
          Diagnostic(
            .unknownReference, "the revision does not list the reference `\(key)`", at: citation,
            help: known.contains(key)
              ? "add it to `references:`"
              : nearestName(to: key, among: listed).map { "write `\($0)`" }
                ?? "add it to `references.yaml` and to `references:`",
            // A citation that is broken over lines cannot be replaced as one piece.
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
      Citations are keys, and the compiler numbers them, so a citation never points to the wrong
      entry or past the end of the list.
      """,
    before: "text: Confirmed by biopsy [@wod2015].",
    after: "text: Confirmed by biopsy [@wood2015].")
}
