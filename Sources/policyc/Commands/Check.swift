internal import ArgumentParser
internal import Diagnostics
internal import Machine
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyModel

/// `policyc check`: the findings and nothing else.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the sources and write nothing.",
    discussion: """
      Examples:
        policyc check                               everything in policy/
        policyc check policy/LA.CP.MP.53            one policy
        policyc check --fix                         correct what can only be a slip
        policyc check --format sarif > found.sarif  for a code host

      Exits with code 1 if there are errors; warnings do not change the exit code.
      With --fix, a name is corrected if it is one letter away from a single known name, revisions \
      are put in order, and schemas are named for editors. Everything else is left to you.
      """)

  @Argument(
    help: ArgumentHelp(
      "The folder of sources, or policies and files in one (default: policy).",
      valueName: "path"),
    completion: .file(extensions: ["yaml"])) var paths: [String] = []
  @Option(help: "How findings are printed: text, json, sarif or github.")
  var format = ReportFormat.text
  @Flag(help: "Make those changes to the sources that are safe.") var fix = false

  func run() throws {
    let selection = try SourceSelection(paths)
    let folder = try SourceFolder(selection.folder)
    folder.warnOfEmptyFolders(where: selection.contains(path:))
    let compilation = fix ? try fixed(selection) : Compilation(folder)
    let findings = compilation.findings.filter(selection.concerns)
    try FindingsReport(findings, in: compilation).print(format)
    guard format == .text else { return }
    let count = compilation.policies.filter { selection.contains(policy: $0.policy.id) }.count
    Terminal.print(
      "\(selection.text): \(count) \(count == 1 ? "policy" : "policies") without errors")
  }

  /// Makes safe fixes until there are none: one fix can bring another finding to light.
  private func fixed(_ selection: SourceSelection) throws(Failure) -> Compilation {
    let lock = try SourceFolder.lock(selection.folder)
    defer { withExtendedLifetime(lock) {} }
    var compilation = Compilation(try SourceFolder(selection.folder))
    for _ in 0..<CheckCommand.mostRounds {
      let findings = compilation.findings.filter(selection.concerns)
      let (changed, fixed) = findings.applyingSafeFixes(to: compilation.sources)
      guard !fixed.isEmpty else { break }
      for source in changed { try source.replaceFile() }
      for finding in fixed {
        let line = compilation.sources.first { $0.path == finding.label.span.path }?
          .position(of: finding.label.span.range.lowerBound).line
        Terminal.error(
          "\(finding.label.span.path):\(line ?? 1): \(finding.message): \(finding.help ?? "corrected")"
        )
      }
      compilation = Compilation(try SourceFolder(selection.folder))
    }
    return compilation
  }

  private static let mostRounds = 10
}
