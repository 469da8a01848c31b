internal import ArgumentParser
internal import Diagnostics
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyModel

/// `policyc check`: findings alone.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the sources and write nothing.",
    discussion: """
      Examples:
        policyc check                               everything in policy/
        policyc check policy/LA.CP.MP.53            one policy
        policyc check --fix                         mend what can only be a slip
        policyc check --format sarif > found.sarif  for a code host

      Errors end it with exit code 1; warnings do not.
      With --fix, a name is mended where it is one letter away from a single known name, revisions \
      are put in order, and schemas are named for editors; everything else is left to you.
      """)

  @Argument(
    help: ArgumentHelp(
      "The folder of sources, or policies and files in one (default: policy).",
      valueName: "path"),
    completion: .file(extensions: ["yaml"])) var paths: [String] = []
  @Option(help: "How findings are printed: text, json, sarif or github.")
  var format = ReportFormat.text
  @Flag(help: "Make the changes that are safe in the sources.") var fix = false

  func run() throws {
    let selection = try SourceSelection(paths)
    let folder = try SourceFolder(selection.folder)
    folder.warnOfEmptyFolders(where: selection.contains(path:))
    var compilation = Compilation(folder)
    if fix { compilation = try mended(compilation, selection) }
    let findings = compilation.findings.filter(selection.concerns)
    let report = FindingsReport(findings: findings, sources: compilation.sources)
    try report.print(format)
    guard format == .text else { return }
    let count = compilation.policies.filter { selection.contains(policy: $0.policy.id) }.count
    Terminal.print(
      "\(selection.words): \(count) \(count == 1 ? "policy" : "policies") without errors")
  }

  /// Makes safe fixes until none is left; one can bring another to light.
  private func mended(_ compilation: Compilation, _ selection: SourceSelection) throws(Failure)
    -> Compilation
  {
    var compilation = compilation
    for _ in 0..<CheckCommand.mostRounds {
      let findings = compilation.findings.filter(selection.concerns)
      let (changed, mended) = findings.applyingSafeFixes(to: compilation.sources)
      guard !mended.isEmpty else { break }
      for source in changed { try Files.replace(source.path, with: source.bytes) }
      for finding in mended {
        let line = compilation.sources.first { $0.path == finding.label.span.path }?
          .position(of: finding.label.span.range.lowerBound).line
        Terminal.error(
          "\(finding.label.span.path):\(line ?? 1): \(finding.message): \(finding.help ?? "mended")"
        )
      }
      compilation = Compilation(try SourceFolder(selection.folder))
    }
    return compilation
  }

  private static let mostRounds = 10
}
