internal import ArgumentParser
internal import Diagnostics
internal import Machine
internal import MessageText
internal import PolicyChecks
internal import PolicyExports
internal import ReleaseSigning

/// `policyc explain CODE`: prints the reason for a finding.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a finding: the reason for the rule, and an example before and after.",
    discussion:
      "Example: policyc explain unknown-key\nWithout a code, lists all codes with a line each.")

  @Argument(help: "The code that is printed in brackets after `error` or `warning`.")
  var code: String?

  func run() throws {
    let kinds =
      (DiagnosticKind.all + [.unexportableRevision] + DiagnosticKind.ofImport
      + DiagnosticKind.ofReleases).sorted { $0.code < $1.code }
    guard let code else {
      let width = kinds.map(\.code.count).max() ?? 0
      Terminal.print(
        kinds.map { kind in
          kind.code + String(repeating: " ", count: width + 2 - kind.code.count)
            + kind.firstSentence
        }.joined(separator: "\n"))
      return
    }
    // A code can be copied with its surroundings, as `error[unknown-key]`.
    let name = code.split(separator: "[").last.map { String($0.prefix { $0 != "]" }) } ?? code
    guard let kind = kinds.first(where: { $0.code == name }) else {
      throw Failure(
        .wrongUsage, "no finding has the code `\(name)`",
        help: suggestion(for: name, among: kinds.map(\.code))
          ?? "run `policyc explain` for a list of all codes")
    }
    Terminal.print(kind.page)
  }
}

extension DiagnosticKind {
  /// The first sentence of the reason.
  fileprivate var firstSentence: String {
    let text = explanation.why.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.firstRange(of: ". ").map { text[..<$0.lowerBound] + "." } ?? text
  }
}
