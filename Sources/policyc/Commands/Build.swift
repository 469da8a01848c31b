internal import ArgumentParser
internal import CompiledPolicies
internal import Diagnostics
internal import Machine
internal import MessageText
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyDocuments
internal import PolicyModel

/// `policyc build`: compiles the sources to documents and decision tables.
struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Compile policies to documents and decision tables.",
    discussion: """
      Examples:
        policyc build                   every policy in policy/, into generated/
        policyc build LA.CP.MP.53       one policy, whatever is wrong with the others
        policyc build --watch           again whenever a source changes
        policyc build --check           in a pipeline: fail if generated/ is out of date

      Proves that each document says what its table decides. If there is an error, nothing is \
      written. If you name policies, the output of an earlier build for the others is kept.
      """)

  @Argument(
    help: ArgumentHelp("The policies to build (default: all).", valueName: "policy"))
  var policies: [String] = []

  @OptionGroup var folders: Folders

  @Flag(help: "Write nothing; fail if the output differs from what the sources compile to.")
  var check = false

  @Flag(help: "Build again whenever a source changes, until the command is stopped.")
  var watch = false

  func validate() throws {
    if check, watch { throw ValidationError("--check and --watch exclude each other") }
  }

  func run() throws {
    var read = ReadPaths()
    read.add(folder: folders.sources, of: "sources")
    try read.refuse("\(folders.output)/\(CompiledFolder.manifest)")
    if watch { return try BuildWatch(build: self).run() }
    let folder = try SourceFolder(folders.sources)
    folder.warnOfEmptyFolders()
    var compilation = Compilation(folder)
    try requireKnown(in: compilation)
    try FindingsReport(findings(of: compilation), in: compilation).print(.text)
    if check { return try compare(compilation) }
    let output = try OutputFolder(path: folders.output).beginWriting()
    // The sources may have changed while another build held the folder, so they are read again.
    let current = try SourceFolder(folders.sources)
    if current != folder {
      compilation = Compilation(current)
      try FindingsReport(findings(of: compilation), in: compilation).print(.text)
    }
    let (artifacts, leftOut) = try artifacts(of: compilation) { id throws(Failure) in
      try output.policy(id)
    }
    try FindingsReport(leftOut, in: compilation).print(.text)
    try output.replace(with: artifacts)
    folder.clearLeftovers()
    for policy in compilation.policies where isNamed(policy.policy.id) {
      Terminal.print(summary(of: policy.policy))
      let folder = try ReleaseFolder(folders.output, policy: policy.policy.id)
      for entry in try folder.outdatedSignatures() {
        Terminal.error(
          """
          warning: the signature of \(folder.policy) \(entry.printed) is of other files or dates than the present ones
          help: read what changed, and run `policyc sign \(folder.policy) \(entry.printed)` again
          """)
      }
    }
    Terminal.print("open \(folders.output)/index.html")
  }

  private func isNamed(_ policy: String) -> Bool {
    policies.isEmpty || policies.contains(policy)
  }

  func requireKnown(in compilation: Compilation) throws(Failure) {
    let known = compilation.folders
    for policy in policies where !known.contains(policy) {
      throw Failure(
        .wrongUsage, "there is no policy `\(policy)`", help: suggestion(for: policy, among: known))
    }
  }

  /// The findings in the policies to build and in the sources that policies share.
  func findings(of compilation: Compilation) -> [Diagnostic] {
    let others = compilation.folders.filter { !isNamed($0) }
    return compilation.findings.filter { finding in
      !others.contains { finding.label.span.path.hasPrefix("\(folders.sources)/\($0)/") }
    }
  }

  /// - Parameter kept: the output of an earlier build for a policy.
  func artifacts(
    of compilation: Compilation, keeping kept: (_ id: String) throws(Failure) -> KeptPolicy?
  ) throws(Failure) -> (artifacts: [Artifact], leftOut: [Diagnostic]) {
    let compiled = Set(compilation.policies.map(\.policy.id))
    var keptPolicies: [KeptPolicy] = []
    for id in compilation.folders where !compiled.contains(id) {
      if let policy = try kept(id) { keptPolicies.append(policy) }
    }
    do throws(DisagreementError) {
      return try compilation.artifacts(keeping: keptPolicies)
    } catch {
      throw Failure(.inputHasErrors, summary: error.message)
    }
  }

  private func compare(_ compilation: Compilation) throws(Failure) {
    let output = OutputFolder(path: folders.output)
    let (artifacts, leftOut) = try artifacts(of: compilation) { id throws(Failure) in
      try output.policy(id)
    }
    try FindingsReport(leftOut, in: compilation).print(.text)
    let differences = try output.differences(from: artifacts)
    guard differences.isEmpty else {
      throw Failure(
        .inputHasErrors,
        "`\(folders.output)` is not what `\(folders.sources)` compiles to\n"
          + differences.map { "  \($0)" }.joined(separator: "\n"),
        help: "run `policyc build`")
    }
    Terminal.print("\(folders.output) is what \(folders.sources) compiles to")
  }

  private func summary(of policy: Policy) -> String {
    let revisions = policy.revisions.map { "\($0.date) (\($0.leafCount) criteria)" }
    let last = policy.revisions[policy.revisions.count - 1].id
    return
      "\(policy.id): \(revisions.count) \(revisions.count == 1 ? "revision" : "revisions"), \(revisions.joined(separator: ", ")); see \(folders.output)/\(policy.id)/\(last)/policy.html"
  }
}
