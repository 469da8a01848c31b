internal import Diagnostics
internal import PolicySources

extension Check {
  static let unknownTerminology = Check.ofRevision(.unknownTerminology) { file, _, tree in
    let known = tree.terminologies.map(\.name.value)
    return file.source.facts.filter { $0.kind == .set }.flatMap(\.of)
      .filter { !known.contains($0.value) }
      .map { name in
        Diagnostic(
          .unknownTerminology, "there is no terminology `\(name.value)`", at: name.span,
          help: "add `terminology/\(name.value).yaml` to the folder of the policies",
          fix: .respelling(name.value, at: name.span, among: known))
      }
  }
}

extension DiagnosticKind {
  static let unknownTerminology = DiagnosticKind(
    "unknown-terminology",
    why: "The terms of a set are listed in a file of `terminology/`, which policies share.",
    before: "conditions: {type: set, of: condition, ask: Which apply?}",
    after: "conditions: {type: set, of: conditions, ask: Which apply?}")
}
