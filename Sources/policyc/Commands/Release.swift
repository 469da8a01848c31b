internal import ArgumentParser
internal import Diagnostics
internal import Machine
internal import MessageText
internal import PolicyCompilation
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import PolicySyntax
internal import Values

/// `policyc release`: seals a revision.
struct Release: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Release a revision: seal it, so that a later edit is an error.",
    discussion: """
      Example: policyc release LA.CP.MP.53 11/23 --approved-by "Medical director" --on 2024-01-23
      Writes to revisions.yaml the seal, which is a digest of each part of the revision, and who \
      approved it, with a digest of the approved text.
      A revision whose log does not state every change is refused. So is one that is probably not \
      finished: with criteria or a row of the log as the tool wrote them, without a change, with cases that \
      fail, or without an effective date. Allow what is meant with --allow. See docs/releasing.md.
      """)

  @Argument(help: "The policy.") var policy: String
  @Argument(help: "The revision, as printed (11/23) or as a month (2023-11).") var revision: String
  @Option(
    name: .customLong("approved-by"),
    help: "The office that approved it, such as \"Medical director\"; can be given several times.")
  var approvers: [String] = []
  @Option(name: .customLong("on"), help: "The day of the approval.") var day: String?
  @Option(
    help: ArgumentHelp(
      "Release it in spite of this objection; can be given several times: \(ReleaseObjection.Name.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "objection"))
  var allow: [ReleaseObjection.Name] = []
  @Flag(help: "Renew a seal of an earlier version, after checking what it covers.")
  var renew = false
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
    if !renew {
      let objections = ReleaseObjection.all(
        to: released, entry, of: policy, cases: compilation.cases[policy.id] ?? [])
      try objections.filter { !allow.contains($0.name) }.refuse(released.date.printed)
    }
    let approvals = approvers.map { office in
      Approval(office: office, date: approvalDay ?? released.date, digest: "")
    }
    let seal = Seal(of: renew ? released : released.approved(approvals), in: policy)
    let digests =
      [(part: "version", digest: Seal.version)]
      + Seal.Part.allCases.map { (part: $0.rawValue, digest: seal.digests[$0] ?? "") }
    let sealed =
      renew
      ? entry.resealed(with: digests, in: log)
      : entry.sealed(
        with: digests, approvals: approvals.map { ($0.office, $0.date.iso, seal.digest) }, in: log)
    let result = SourceText(path: log.path, bytes: sealed).formatted(as: log)
    // What it uses of other sources is kept as it is now.
    let kept = source.releasing(released.date, in: compilation.tree)
    let changed = [kept, result].compactMap(\.self)
    let others = compilation.sources.filter { text in !changed.contains { $0.path == text.path } }
    try refuseErrors(in: others + changed, folder.path)
    for text in changed { try text.replaceFile(withLineBreaksOf: log.path) }
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
    if renew {
      try requireOutdatedSeal(entry, revision, policy)
      return (revision, entry)
    }
    guard entry.seal.isEmpty else {
      throw Failure(
        .inputHasErrors, "\(revision.date.printed) of \(policy.id) is sealed already",
        help: "open the next revision with `policyc revise \(policy.id) --to …`")
    }
    return (revision, entry)
  }

  /// Refuses to renew a seal that is not of an earlier version, or that the revision breaks.
  private func requireOutdatedSeal(
    _ entry: RevisionLogSource.Entry, _ revision: Revision, _ policy: Policy
  ) throws(Failure) {
    let written = Dictionary(
      entry.seal.map { ($0.part.value, $0.digest.value) }, uniquingKeysWith: { first, _ in first })
    guard written["version"] == "1" else {
      throw Failure(
        .inputHasErrors, "\(revision.date) of \(policy.id) does not have a seal of version 1",
        help: "`--renew` is for seals of earlier versions")
    }
    guard entry.approvals.isEmpty else {
      throw Failure(
        .inputHasErrors, "the approvals of \(revision.date) name its seal of version 1",
        help: "remove seal and approvals, and release it again with `--approved-by`")
    }
    let digests = Seal(of: revision, in: policy).digests
    let edited = Seal.Part.allCases.first {
      $0.isInVersion1 && written[$0.rawValue] != digests[$0]
    }
    if let edited {
      throw Failure(
        .inputHasErrors,
        "the released revision \(revision.date) differs from its seal in `\(edited.rawValue)`",
        help: "undo the edit, and make the change in a new revision")
    }
  }

  private func approvalDay() throws(Failure) -> PrintedDate? {
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
    let date = try CalendarDate(option: day)
    guard let printed = try? PrintedDate(date.description) else {
      throw Failure(.wrongUsage, "`\(day)` is not a date of a policy", help: "check the year")
    }
    return printed
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

extension SourceText {
  /// The text in the standard layout, if the text before a change was in it.
  fileprivate func formatted(as before: SourceText) -> SourceText {
    guard Document.read(before).document?.formatted == before.bytes,
      let formatted = Document.read(self).document?.formatted
    else { return self }
    return SourceText(path: path, bytes: formatted)
  }
}
