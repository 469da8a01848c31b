internal import ArgumentParser
internal import Diagnostics
internal import PolicyChecks
internal import PolicyExports

/// `policyc explain CODE`: what is behind a finding.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a finding: why the rule is there, and an example before and after.",
    discussion: "Example: policyc explain unknown-key\nWithout a code, lists them all.")

  @Argument(help: "The code in brackets behind `error` or `warning`.") var code: String?

  func run() throws {
    let kinds = (DiagnosticKind.all + [.unexportableRevision] + DiagnosticKind.ofImport).sorted {
      $0.code < $1.code
    }
    guard let code else {
      Terminal.print(kinds.map(\.code).joined(separator: "\n"))
      return
    }
    // As it stands in a finding: `error[unknown-key]`.
    let name = code.split(separator: "[").last.map { String($0.prefix { $0 != "]" }) } ?? code
    guard let kind = kinds.first(where: { $0.code == name }) else {
      let help = suggestion(for: name, among: kinds.map(\.code))
      throw Failure(
        .wrongUsage,
        "error: no finding has the code `\(name)`\nhelp: "
          + (help ?? "`policyc explain` lists all codes"))
    }
    Terminal.print(kind.page)
  }
}
