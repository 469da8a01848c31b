internal import ArgumentParser
internal import Diagnostics
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

/// `policyc release`: seals a revision as it stands.
struct Release: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Release a revision: seal it, so that a later edit is an error.",
    discussion: """
      Example: policyc release LA.CP.MP.53 11/23 --approved-by "Medical director" --on 2024-01-23
      Writes the seal, a digest of each part of the revision, into revisions.yaml, and who approved \
      it, with a digest of what was approved. A revision whose log leaves out a change is refused.
      """)

  @Argument(help: "The policy.") var policy: String
  @Argument(help: "The revision, as printed (11/23) or as a month (2023-11).") var revision: String
  @Option(
    name: .customLong("approved-by"),
    help: "The office of who approved it, as \"Medical director\"; may be given several times.")
  var approvers: [String] = []
  @Option(name: .customLong("on"), help: "The day of the approval.") var day: String?
  @Option(help: "The folder of sources.") var sources = "policy"

  func run() throws {
    let approvalDay = try approvalDay()
    let folder = try SourceFolder(sources)
    let compilation = UnsealedCompilation(folder.texts, in: folder.path)
    let (tree, policies) = (compilation.tree, compilation.policies)
    if compilation.findings.hasErrors {
      Terminal.error(
        TextReport(sources: compilation.sources, colored: Terminal.errorIsColored)
          .text(compilation.findings))
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
    let seal = Seal(of: released, in: policy)
    let digests = seal.digests
    let lines = [(part: "version", digest: Seal.version)]
    let sealed = entry.sealed(
      with: lines + Seal.Part.allCases.map { (part: $0.rawValue, digest: digests[$0] ?? "") },
      approvals: approvers.map { ($0, approvalDay ?? "", seal.digest) }, in: text)
    try refuseErrors(
      of: compilation.sources.map {
        $0.path == text.path ? SourceText(path: $0.path, bytes: sealed) : $0
      },
      in: folder.path)
    try Files.replace(source.logPath, with: sealed)
    Terminal.print(
      "\(source.logPath): \(released.date.printed) is sealed; run `policyc build` to publish it")
  }

  private func approvalDay() throws(Failure) -> String? {
    guard let day else {
      guard approvers.isEmpty else {
        throw Failure(
          .wrongUsage, "error: on which day was it approved?\nhelp: add `--on 2024-01-23`")
      }
      return nil
    }
    guard !approvers.isEmpty else {
      throw Failure(
        .wrongUsage,
        "error: who approved it on \(day)?\nhelp: add `--approved-by \"Medical director\"`")
    }
    guard let date = CalendarDate(day) else {
      throw Failure(.wrongUsage, "error: `\(day)` is no date\nhelp: write it as 2024-01-23")
    }
    return "\(date)"
  }

  /// What would have errors once it is released is not.
  private func refuseErrors(of texts: [SourceText], in path: String) throws(Failure) {
    // Later revisions may not be sealed yet.
    let errors = UnsealedCompilation(texts, in: path).findings.filter {
      $0.kind.severity == .error
    }
    guard !errors.isEmpty else { return }
    Terminal.error(TextReport(sources: texts, colored: Terminal.errorIsColored).text(errors))
    throw Failure(.inputHasErrors, "as it stands \(revision) cannot be released")
  }
}
