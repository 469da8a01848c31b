internal import Diagnostics
internal import PolicySources

extension Check {
  static let unknownTerminology = Check.ofRevision(.unknownTerminology) { file, _, tree in
    let known = tree.terminologies.map(\.name.value)
    return file.source.facts.filter { $0.kind == .set }.flatMap(\.of)
      .filter { !known.contains($0.value) }
      .map { name in
        Diagnostic(
          .unknownTerminology, "no terminology `\(name.value)` is known", at: name.span,
          help: "add `terminology/\(name.value).yaml` beside the policies",
          fix: .respelling(name.value, at: name.span, among: known))
      }
  }
}

extension DiagnosticKind {
  static let unknownTerminology = DiagnosticKind(
    "unknown-terminology",
    why: "The terms that a set may hold stand in a file of `terminology/`, shared by policies.",
    before: "conditions: {type: set, of: condition, ask: Which apply?}",
    after: "conditions: {type: set, of: conditions, ask: Which apply?}")
}
