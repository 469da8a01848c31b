internal import ArgumentParser
internal import Diagnostics
internal import Glibc
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyDocuments
internal import PolicyModel
internal import Values

/// `policyc build`: sources in, everything out.
struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Compile policies to documents and decision tables.",
    discussion: """
      Examples:
        policyc build                   every policy of policy/ into generated/
        policyc build LA.CP.MP.53       whatever is wrong with other policies
        policyc build --watch           again whenever a source changes
        policyc build --check           in a pipeline: fail where generated/ is stale

      Proves of each document that it says what its table decides. If there is any error, nothing \
      is written. Where policies are named, an error in another one leaves what was compiled of it \
      as it is.
      """)

  @Argument(
    help: ArgumentHelp("The policies (default: all).", valueName: "policy"))
  var policies: [String] = []

  @OptionGroup var folders: Folders

  @Flag(help: "Write nothing; fail if the output is not what the sources compile to.")
  var check = false

  @Flag(help: "Build again whenever a source changes, until it is stopped.")
  var watch = false

  func validate() throws {
    if check, watch { throw ValidationError("--check and --watch exclude one another") }
  }

  func run() throws {
    if watch { return try watchSources() }
    let folder = try SourceFolder(folders.sources)
    folder.warnOfEmptyFolders()
    let compilation = Compilation(folder)
    try requireKnown(in: compilation)
    try FindingsReport(findings: findings(of: compilation), sources: compilation.sources)
      .print(.text)
    let output = OutputFolder(path: folders.output)
    let (artifacts, leftOut) = try artifacts(of: compilation, output)
    try FindingsReport(findings: leftOut, sources: compilation.sources).print(.text)
    if check { return try compare(artifacts, with: output) }
    try output.replace(with: artifacts)
    for policy in compilation.policies where isNamed(policy.policy.id) {
      Terminal.print(summary(of: policy.policy))
    }
    Terminal.print("open \(folders.output)/index.html")
  }

  private func isNamed(_ policy: String) -> Bool {
    policies.isEmpty || policies.contains(policy)
  }

  private func requireKnown(in compilation: Compilation) throws(Failure) {
    let known = compilation.folders
    for policy in policies where !known.contains(policy) {
      let help = suggestion(for: policy, among: known).map { "\nhelp: \($0)" } ?? ""
      throw Failure(.wrongUsage, "error: there is no policy `\(policy)`\(help)")
    }
  }

  /// Those of the policies that are built, and of what policies share.
  private func findings(of compilation: Compilation) -> [Diagnostic] {
    let others = compilation.folders.filter { !isNamed($0) }
    return compilation.findings.filter { finding in
      !others.contains { finding.label.span.path.hasPrefix("\(folders.sources)/\($0)/") }
    }
  }

  private func artifacts(of compilation: Compilation, _ output: OutputFolder) throws(Failure)
    -> (artifacts: [Artifact], leftOut: [Diagnostic])
  {
    let compiled = Set(compilation.policies.map(\.policy.id))
    var kept: [KeptPolicy] = []
    for id in compilation.folders where !compiled.contains(id) {
      if let policy = try output.policy(id) { kept.append(policy) }
    }
    do throws(DisagreementError) {
      return try compilation.artifacts(keeping: kept)
    } catch {
      throw Failure(.inputHasErrors, error.message)
    }
  }

  private func compare(_ artifacts: [Artifact], with output: OutputFolder) throws(Failure) {
    let differences = try output.differences(from: artifacts)
    guard differences.isEmpty else {
      throw Failure(
        .inputHasErrors,
        """
        error: `\(folders.output)` is not what `\(folders.sources)` compiles to
        \(differences.map { "  \($0)" }.joined(separator: "\n"))
        help: run `policyc build`
        """)
    }
    Terminal.print("\(folders.output) is what \(folders.sources) compiles to")
  }

  private func summary(of policy: Policy) -> String {
    let revisions = policy.revisions.map { "\($0.date) (\($0.leafCount) criteria)" }
    return
      "\(policy.id): \(revisions.count) \(revisions.count == 1 ? "revision" : "revisions"), \(revisions.joined(separator: ", ")); see \(folders.output)/\(policy.id)/\(policy.revisions[policy.revisions.count - 1].id)/policy.html"
  }
}

extension Build {
  /// One line a build; what was built last without errors stays until the next such build.
  private func watchSources() throws(Failure) {
    _ = try SourceFolder(folders.sources)
    Terminal.letSignalsEnd()
    let watch = try FolderWatch(folders.sources)
    while true {
      let start = Build.milliseconds
      let words: String
      do throws(Failure) {
        words = try rebuilt()
      } catch {
        guard error.code == .inputHasErrors else { throw error }
        words = error.message.split(separator: "\n").first.map(String.init) ?? "not built"
      }
      Terminal.print("\(Build.milliseconds - start) ms: \(words)")
      try watch.wait()
    }
  }

  private func rebuilt() throws(Failure) -> String {
    let compilation = Compilation(try SourceFolder(folders.sources))
    try requireKnown(in: compilation)
    let found = findings(of: compilation)
    let errors = found.filter { $0.kind.severity == .error }
    if let first = errors.first {
      let source = compilation.sources.first { $0.path == first.label.span.path }
      let place = source?.position(of: first.label.span.range.lowerBound) ?? (1, 1)
      let more = errors.count == 1 ? "" : ", and \(errors.count - 1) more"
      return
        "\(first.label.span.path):\(place.0):\(place.1): error[\(first.kind.code)]: \(first.message)\(more); the last good output stays"
    }
    let output = OutputFolder(path: folders.output)
    let (artifacts, leftOut) = try artifacts(of: compilation, output)
    let changed = try output.differences(from: artifacts).count
    try output.replace(with: artifacts)
    let count = found.count + leftOut.count
    let warnings = count == 0 ? "" : ", \(count) warning\(count == 1 ? "" : "s")"
    return
      "built \(compilation.policies.map(\.policy.id).joined(separator: ", ")), \(changed) file\(changed == 1 ? "" : "s") changed\(warnings)"
  }

  private static var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }
}

/// Where sources stand and where output goes.
struct Folders: ParsableArguments {
  @Option(help: "The folder of sources.", completion: .directory) var sources = "policy"

  @Option(name: [.short, .long], help: "The folder of what is built.", completion: .directory)
  var output = "generated"
}
