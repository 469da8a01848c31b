internal import Diagnostics
internal import PolicySources

extension Check {
  static let needlessAcceptance = Check.ofRevision(.needlessAcceptance) { file, policy, tree in
    file.source.accept.flatMap { accept -> [Diagnostic] in
      let codes = Acceptable.all.map(\.kind.code)
      guard let acceptable = Acceptable.all.first(where: { $0.kind.code == accept.warning.value })
      else {
        return [
          Diagnostic(
            .needlessAcceptance, "`\(accept.warning.value)` is no warning that can be accepted",
            at: accept.warning.span, help: suggestion(for: accept.warning.value, among: codes))
        ]
      }
      guard case .file(let find) = acceptable.subject else { return [] }
      return needless(accept, find(file, policy, tree))
    }
  }

  /// The same of warnings that only an analysis of the table gives.
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
        "there is no warning `\(accept.warning.value)` of `\(name.value)` to accept",
        at: name.span, help: "remove it")
    }
  }
}

extension DiagnosticKind {
  static let needlessAcceptance = DiagnosticKind(
    "needless-acceptance",
    why: """
      An accepted warning that no longer occurs would hide the same mistake made again later.
      """,
    before:
      "accept:\n  - {warning: uncited-reference, of: [wood2015], because: …}     (it is cited)",
    after: "(nothing)")
}
