internal import ArgumentParser
internal import Diagnostics
internal import Machine
internal import PolicyCompilation

/// How findings are printed.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, sarif, github
}

/// Prints findings: text for people goes to standard error, everything for programs to standard output.
struct FindingsReport {
  let findings: [Diagnostic]
  let sources: [SourceText]

  init(_ findings: [Diagnostic], in sources: [SourceText]) {
    self.findings = findings
    self.sources = sources
  }

  init(_ findings: [Diagnostic], in compilation: Compilation) {
    self.init(findings, in: compilation.sources)
  }

  /// - Throws: if one of the findings is an error.
  func print(_ format: ReportFormat) throws(Failure) {
    switch format {
    case .text: printText()
    case .json: Terminal.print(JSONReport(sources: sources).text(findings))
    case .sarif:
      Terminal.print(SARIFReport(sources: sources, version: Compiler.version).text(findings))
    case .github where findings.isEmpty: break
    case .github: Terminal.print(GitHubReport(sources: sources).text(findings))
    }
    let errors = findings.filter { $0.kind.severity == .error }
    guard !errors.isEmpty else { return }
    let codes = Set(errors.map(\.kind.code)).sorted()
    let hasSafeFix = findings.contains { $0.fix?.isSafe == true }
    throw Failure(
      .inputHasErrors,
      summary:
        "\(errors.count) error\(errors.count == 1 ? "" : "s"); for more, run `policyc explain \(codes[0])`"
        + (hasSafeFix ? "; `policyc check --fix` corrects what can only be a slip" : ""))
  }

  /// Prints the findings to standard error and nothing else.
  func printText() {
    guard !findings.isEmpty else { return }
    let report = TextReport(sources: sources, colored: Terminal.errorIsColored)
    let shown = findings.prefix(FindingsReport.mostShown)
    Terminal.error(report.text(Array(shown)))
    if findings.count > shown.count {
      Terminal.error("and \(findings.count - shown.count) more")
    }
  }

  private static let mostShown = 100
}
