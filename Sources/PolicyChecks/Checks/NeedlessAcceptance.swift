internal import Diagnostics
internal import MessageText
internal import PolicySources

extension Check {
  static let needlessAcceptance = Check.ofRevision(.needlessAcceptance) { file, policy, tree in
    file.source.accept.flatMap { accept -> [Diagnostic] in
      // Whether an export is left out is found when it is made.
      let leftOut = DiagnosticKind.unexportableRevision.code
      if accept.warning.value == leftOut { return [] }
      let codes = Acceptable.all.map(\.kind.code) + [leftOut]
      guard let acceptable = Acceptable.all.first(where: { $0.kind.code == accept.warning.value })
      else {
        return [
          Diagnostic(
            .unknownWord, "`\(accept.warning.value)` is not a warning that can be accepted",
            at: accept.warning.span, help: choice(among: codes),
            fix: .respelling(accept.warning.value, at: accept.warning.span, among: codes))
        ]
      }
      guard case .file(let find) = acceptable.subject else { return [] }
      return needless(accept, find(file, policy, tree))
    }
  }

  /// As above, for warnings of the table's analysis.
  static let needlessAnalysisAcceptance = Check.ofAnalysis { analyzed in
    analyzed.file.source.accept.flatMap { accept -> [Diagnostic] in
      guard
        let acceptable = Acceptable.all.first(where: { $0.kind.code == accept.warning.value }),
        case .analysis(let find) = acceptable.subject
      else { return [] }
      return needless(accept, find(analyzed))
    }
  }

  private static func needless(_ accept: AcceptSource, _ found: Acceptable.Found) -> [Diagnostic] {
    let names = Set(found.map(\.name))
    return accept.of.filter { !names.contains($0.value) }.map { name in
      Diagnostic(
        .needlessAcceptance,
        "there is no warning `\(accept.warning.value)` about `\(name.value)` to accept",
        at: name.span, help: "remove it")
    }
  }
}

extension DiagnosticKind {
  static let needlessAcceptance = DiagnosticKind(
    "needless-acceptance", .warning,
    why: """
      Accepting a warning that no longer occurs would hide the same mistake if it is made again.
      """,
    before:
      "accept:\n  - {warning: uncited-reference, of: [wood2015], because: …}     (it is cited)",
    after: "(nothing)")
}
