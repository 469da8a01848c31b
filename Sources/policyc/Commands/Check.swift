internal import ArgumentParser
internal import Diagnostics
internal import Machine
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyModel

/// `policyc check`: prints the findings and writes no files.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the sources and write nothing.",
    discussion: """
      Examples:
        policyc check                               everything in policy/
        policyc check policy/LA.CP.MP.53            one policy
        policyc check --fix                         apply the safe fixes
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
  @Option(help: "The format of the findings: text, json, sarif or github.")
  var format = ReportFormat.text
  @Flag(help: "Apply the fixes that are safe to the sources.") var fix = false

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

  /// Applies safe fixes until there are none, because one fix can reveal another finding.
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
