internal import ArgumentParser
internal import CompiledPolicies
internal import DecisionTable
internal import Diagnostics
internal import Machine
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyDocuments
internal import PolicyModel
internal import PolicyReview
internal import ReleaseSigning
internal import Values

/// `policyc sign`: signs what a build made of a released revision.
struct Sign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Sign a released revision: every file that a build made of it.",
    discussion: """
      Examples:
        openssl genpkey -algorithm ED25519 -out release.pem
        openssl pkey -in release.pem -pubout -out release.pub
        policyc sign LA.CP.MP.53 11/23 --key release.pem --office "Medical director"
        policyc verify LA.CP.MP.53 --trust release.pub

      Writes release.dsse.json into the folder of the revision: a DSSE envelope around an in-toto \
      statement, which other tools verify too. Whatever changes a page, a table or a date of the \
      revision afterwards makes the signature invalid; sign it again then.
      Without a revision, every released revision is signed. See docs/releasing.md.
      """)

  @Argument(help: "The policy.") var policy: String
  @Argument(help: "The revision, as printed (11/23) or as a month (2023-11).")
  var revision: String?
  @Option(help: "The private key in PEM: Ed25519 or ECDSA P-256.", completion: .file())
  var key: String
  @Option(help: "The office that signs, such as \"Medical director\".") var office: String
  @Option(help: "The person who signs for the office.") var person: String?
  @Option(help: "What the signature means.") var meaning = "approved and released"
  @Option(name: .customLong("on"), help: "The day of the signature (default: today).")
  var day: String?
  @OptionGroup var folders: Folders

  func run() throws {
    let day = try signingDay()
    let key = try privateKey()
    let compilation = Compilation(try SourceFolder(folders.sources))
    let errors = compilation.findings.filter { $0.kind.severity == .error }
    guard errors.isEmpty else {
      FindingsReport(errors, in: compilation).printText()
      throw Failure(.inputHasErrors, summary: "a policy with errors cannot be signed")
    }
    let checked = try compilation.policy(named: policy)
    let chosen = try revision.map { [try checked.policy.revision(named: $0)] }
    let revisions = chosen ?? checked.policy.revisions.filter { $0.entry.status != .draft }
    guard !revisions.isEmpty else {
      throw Failure(
        .inputHasErrors, "\(policy) does not have a released revision",
        help: "run `policyc release` first")
    }
    try requireCurrent(compilation, revisions)
    let folder = try ReleaseFolder(folders.output, policy: policy)
    for revision in revisions {
      try sign(revision, of: checked.policy, in: folder, by: key, on: day)
    }
  }

  private func sign(
    _ revision: Revision, of policy: Policy, in folder: ReleaseFolder, by key: PrivateKey,
    on day: String
  ) throws(Failure) {
    let name = "\(policy.id) \(revision.date)"
    guard revision.entry.status != .draft else {
      throw Failure(
        .inputHasErrors, "\(name) is a draft",
        help: "release it first, with `policyc release \(policy.id) \(revision.date)`")
    }
    guard let entry = folder.entries.first(where: { $0.id == revision.id }) else {
      throw Failure(.inputHasErrors, "\(name) is not built", help: "run `policyc build`")
    }
    let statement = ReleaseStatement(
      subjects: try folder.artifacts(of: revision.id),
      release: ReleaseStatement.Release(
        policy: policy.id, revision: revision.id, entry: entry.json,
        seal: Seal(of: revision, in: policy).digest, office: office, person: person,
        meaning: meaning, day: day, compiler: Compiler.name))
    let path = "\(folder.path)/\(policy.id)/\(revision.id)/\(ReleaseStatement.fileName)"
    try Files.replace(path, with: Array(statement.envelope(signedBy: key).utf8))
    _ = try folder.verified(entry, trusting: [key.publicKey])
    Terminal.print("\(path): \(statement.subjects.count) files signed by \(key.publicKey.id)")
  }

  /// Refuses to sign what the present sources do not compile to: nobody would have approved it.
  private func requireCurrent(_ compilation: Compilation, _ revisions: [Revision])
    throws(Failure)
  {
    let artifacts: [Artifact]
    do throws(DisagreementError) {
      artifacts = try compilation.artifacts().artifacts
    } catch {
      throw Failure(.inputHasErrors, summary: error.message)
    }
    let signed = revisions.map { "\(policy)/\($0.id)/" } + ["\(policy)/policy.json"]
    let concerned = artifacts.filter { artifact in
      signed.contains { artifact.path.hasPrefix($0) }
    }
    let differences = concerned.filter { artifact in
      (try? Files.readRegular("\(folders.output)/\(artifact.path)")) != artifact.bytes
    }
    guard let first = differences.first else { return }
    throw Failure(
      .inputHasErrors,
      "`\(folders.output)/\(first.path)` is not what `\(folders.sources)` compiles to",
      help: "run `policyc build`, read what changed, and sign then")
  }

  private func privateKey() throws(Failure) -> PrivateKey {
    let text = try Files.read(key, limit: 1 << 20)
    do throws(ReleaseRefusal) {
      return try PrivateKey(pem: text)
    } catch {
      throw Failure(error, of: key)
    }
  }

  private func signingDay() throws(Failure) -> String {
    guard let day else { return try CalendarDate.today().description }
    return try CalendarDate(option: day).description
  }
}
