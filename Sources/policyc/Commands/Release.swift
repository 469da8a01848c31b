internal import ArgumentParser
internal import Diagnostics
internal import PolicyChecks
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

/// `policyc release`: seals a revision as it stands.
struct Release: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Release a revision: seal it, so that a later edit is an error.",
    discussion: """
      Example: policyc release LA.CP.MP.53 11/23
      Writes the seal, a digest of each part of the revision, into revisions.yaml.
      """)

  @Argument(help: "The policy.") var policy: String
  @Argument(help: "The revision, as printed (11/23) or as a month (2023-11).") var revision: String
  @Option(help: "The folder of sources.") var sources = "policy"

  func run() throws {
    let folder = try SourceFolder(sources)
    let texts = folder.texts
    let (tree, readingFindings) = SourceTree.read(texts, in: folder.path)
    let (policies, checkFindings) = CheckedPolicy.unsealed(
      tree, calibrations: KnownCalibration.bundled)
    let findings = (readingFindings + checkFindings).sortedByPlace
    if findings.hasErrors {
      Terminal.error(
        TextReport(sources: texts, colored: Terminal.errorIsColored).text(findings))
      throw Failure(.inputHasErrors, "a revision with errors cannot be released")
    }
    guard let policy = policies.first(where: { $0.id == self.policy }),
      let source = tree.policies.first(where: { $0.id == self.policy })
    else {
      let help = suggestion(for: self.policy, among: policies.map(\.id)).map { "\nhelp: \($0)" }
      throw Failure(.wrongUsage, "error: there is no policy `\(self.policy)`\(help ?? "")")
    }
    guard
      let released = policy.revisions.first(where: {
        $0.id == revision || $0.date.printed == revision
      }), let entry = source.entry(of: released.date), let text = tree.text(at: source.logPath)
    else {
      let help = choice(among: policy.revisions.map(\.date.printed)).map { "\nhelp: \($0)" } ?? ""
      throw Failure(.wrongUsage, "error: \(policy.id) has no revision `\(revision)`\(help)")
    }
    guard entry.seal.isEmpty else {
      throw Failure(
        .inputHasErrors, "error: \(released.date.printed) of \(policy.id) is sealed already")
    }
    let digests = Seal(of: released, in: policy).digests
    let lines = [(part: "version", digest: Seal.version)]
    let sealed = entry.sealed(
      with: lines + Seal.Part.allCases.map { (part: $0.rawValue, digest: digests[$0] ?? "") },
      in: text)
    try Files.replace(source.logPath, with: sealed)
    Terminal.print(
      "\(source.logPath): \(released.date.printed) is sealed; run `policyc build` to publish it")
  }
}
