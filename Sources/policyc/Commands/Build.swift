internal import ArgumentParser
internal import PolicyChecks
internal import PolicyDocuments
internal import PolicyModel
internal import Values

/// `policyc build`: sources in, everything out.
struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compile every policy to documents and decision tables.",
    discussion: """
      Example: policyc build
      Reads policy/, writes generated/, and proves of each document that it says what its table \
      decides. If there is any error, nothing is written.
      """)

  @OptionGroup var folders: Folders

  @Flag(help: "Write nothing; fail if the output is not what the sources compile to.")
  var check = false

  func run() throws {
    let compilation = Compilation(try SourceFolder(folders.sources))
    try FindingsReport(findings: compilation.findings, sources: compilation.sources).print(.text)
    let artifacts: [Artifact]
    do throws(DisagreementError) {
      artifacts = try compilation.artifacts()
    } catch {
      throw Failure(.inputHasErrors, error.message)
    }
    let output = OutputFolder(path: folders.output)
    if check {
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
      return
    }
    try output.replace(with: artifacts)
    for policy in compilation.policies { Terminal.print(summary(of: policy.policy)) }
    Terminal.print("open \(folders.output)/index.html")
  }

  private func summary(of policy: Policy) -> String {
    let revisions = policy.revisions.map { "\($0.date) (\($0.leafCount) criteria)" }
    return
      "\(policy.id): \(revisions.count) \(revisions.count == 1 ? "revision" : "revisions"), \(revisions.joined(separator: ", ")); see \(folders.output)/\(policy.id)/\(policy.revisions[policy.revisions.count - 1].id)/policy.html"
  }
}

/// Where sources stand and where output goes.
struct Folders: ParsableArguments {
  @Option(help: "The folder of sources.") var sources = "policy"

  @Option(name: [.short, .long], help: "The folder of what is built.") var output = "generated"
}
