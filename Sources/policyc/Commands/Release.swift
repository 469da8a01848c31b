internal import ArgumentParser
internal import Diagnostics
internal import Machine
internal import PolicyCompilation
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

/// `policyc release`: seals a revision.
struct Release: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Release a revision: seal it, so that a later edit is an error.",
    discussion: """
      Example: policyc release LA.CP.MP.53 11/23 --approved-by "Medical director" --on 2024-01-23
      Writes to revisions.yaml the seal, which is a digest of each part of the revision, and who \
      approved it, with a digest of the approved text. A revision whose log does not state every change is \
      refused.
      """)

  @Argument(help: "The policy.") var policy: String
  @Argument(help: "The revision, as printed (11/23) or as a month (2023-11).") var revision: String
  @Option(
    name: .customLong("approved-by"),
    help: "The office that approved it, such as \"Medical director\"; can be given several times.")
  var approvers: [String] = []
  @Option(name: .customLong("on"), help: "The day of the approval.") var day: String?
  @Option(help: "The folder of sources.") var sources = "policy"

  func run() throws {
    let approvalDay = try approvalDay()
    let lock = try SourceFolder.lock(sources)
    defer { withExtendedLifetime(lock) {} }
    let folder = try SourceFolder(sources)
    let compilation = UnsealedCompilation(folder.texts, in: folder.path)
    if compilation.findings.hasErrors {
      FindingsReport(compilation.findings, in: compilation.sources).printText()
      throw Failure(.inputHasErrors, summary: "a revision with errors cannot be released")
    }
    let (policy, source) = try chosenPolicy(in: compilation)
    let (released, entry) = try chosenRevision(of: policy, source)
    guard let log = compilation.tree.text(at: source.logPath) else { return }
    let seal = Seal(of: released, in: policy)
    let digests = seal.digests
    let version = [(part: "version", digest: Seal.version)]
    let sealed = entry.sealed(
      with: version + Seal.Part.allCases.map { (part: $0.rawValue, digest: digests[$0] ?? "") },
      approvals: approvers.map { ($0, approvalDay ?? "", seal.digest) }, in: log)
    let result = SourceText(path: log.path, bytes: sealed)
    try refuseErrors(
      in: compilation.sources.map { $0.path == log.path ? result : $0 }, folder.path)
    try result.replaceFile()
    Terminal.print(
      "\(log.path): \(released.date.printed) is sealed; run `policyc build` to publish it")
  }

  private func chosenPolicy(in compilation: UnsealedCompilation) throws(Failure)
    -> (Policy, PolicySource)
  {
    guard let policy = compilation.policies.first(where: { $0.id == self.policy }),
      let source = compilation.tree.policies.first(where: { $0.id == self.policy })
    else {
      throw Failure(
        .wrongUsage, "there is no policy `\(self.policy)`",
        help: suggestion(for: self.policy, among: compilation.policies.map(\.id)))
    }
    return (policy, source)
  }

  private func chosenRevision(of policy: Policy, _ source: PolicySource) throws(Failure)
    -> (Revision, RevisionLogSource.Entry)
  {
    let revision = try policy.revision(named: revision)
    guard let entry = source.entry(of: revision.date) else {
      preconditionFailure("a revision without an entry in the log")
    }
    guard entry.seal.isEmpty else {
      throw Failure(
        .inputHasErrors, "\(revision.date.printed) of \(policy.id) is sealed already",
        help: "open the next revision with `policyc revise \(policy.id) --to …`")
    }
    return (revision, entry)
  }

  private func approvalDay() throws(Failure) -> String? {
    guard let day else {
      guard approvers.isEmpty else {
        throw Failure(
          .wrongUsage, "the day of the approval is missing", help: "add `--on 2024-01-23`")
      }
      return nil
    }
    guard !approvers.isEmpty else {
      throw Failure(
        .wrongUsage, "the office that approved it on \(day) is missing",
        help: "add `--approved-by \"Medical director\"`")
    }
    return try CalendarDate(option: day).description
  }

  /// Refuses a revision whose sources would have errors once it is released.
  private func refuseErrors(in texts: [SourceText], _ path: String) throws(Failure) {
    // Later revisions may not be sealed yet.
    let errors = UnsealedCompilation(texts, in: path).findings.filter {
      $0.kind.severity == .error
    }
    guard !errors.isEmpty else { return }
    FindingsReport(errors, in: texts).printText()
    throw Failure(.inputHasErrors, summary: "\(revision) cannot be released with these errors")
  }
}
