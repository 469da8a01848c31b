internal import ArgumentParser
internal import CompiledPolicies
internal import Diagnostics
internal import Machine
internal import MessageText
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyModel
internal import PolicyReview
internal import ReleaseSigning

/// `policyc verify`: checks signed revisions against keys that the reader trusts.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that released revisions are exactly what a trusted key signed.",
    discussion: """
      Examples:
        policyc verify LA.CP.MP.53 --trust payer.pub
        policyc verify LA.CP.MP.53 11/23 --trust keys/ --sources policy

      Fails closed: a revision without a signature, a file too many, too few or altered, another date in \
      policy.json, an unknown key: each is an error, and `policyc explain CODE` says more.
      With --sources, the sources have to have the seal that was signed.
      Drafts are not verified, and nothing is decided by them with `policyc decide --trust`.
      """)

  @Argument(help: "The policy (default: all).") var policy: String?
  @Argument(help: "The revision (default: all that are released).") var revision: String?
  @OptionGroup var trusted: TrustedKeys
  @Option(help: "The folder of built output.", completion: .directory) var compiled = "generated"
  @Option(help: "The folder of sources, to compare their seals.", completion: .directory)
  var sources: String?

  func run() throws {
    let keys = try trusted.keys()
    let sealed = try sources.map { Compilation(try SourceFolder($0)).policies.map(\.policy) }
    let policies = try policy.map { [$0] } ?? ReleaseFolder.policies(in: compiled)
    var verified = 0
    var refused = 0
    for policy in policies {
      let folder = try ReleaseFolder(compiled, policy: policy)
      for entry in try chosen(from: folder) {
        do throws(Failure) {
          let release = try folder.verified(entry, trusting: keys)
          if let sealed { try requireSeal(release.statement.release, among: sealed) }
          Terminal.print(line(entry, release))
          verified += 1
        } catch {
          Terminal.error(error.message)
          refused += 1
        }
      }
    }
    guard refused == 0 else {
      throw Failure(
        .inputHasErrors,
        summary: "\(refused) of \(refused + verified) released revisions refused")
    }
    guard verified > 0 else {
      throw Failure(
        .inputHasErrors, "there is no released revision to verify",
        help: "run `policyc release`, `policyc build` and `policyc sign` first")
    }
  }

  private func chosen(from folder: ReleaseFolder) throws(Failure) -> [ReleaseFolder.Entry] {
    guard let revision else { return folder.entries.filter { !$0.isDraft } }
    guard let entry = folder.entries.first(where: { $0.id == revision || $0.printed == revision })
    else {
      throw Failure(
        .wrongUsage, "\(folder.policy) does not have a revision `\(revision)`",
        help: choice(among: folder.entries.map(\.printed)))
    }
    return [entry]
  }

  private func requireSeal(_ release: ReleaseStatement.Release, among policies: [Policy])
    throws(Failure)
  {
    let policy = policies.first { $0.id == release.policy }
    let revision = policy?.revisions.first { $0.id == release.revision }
    guard let policy, let revision, Seal(of: revision, in: policy).digest == release.seal else {
      throw Failure(
        ReleaseRefusal(
          .unsignedSeal, "the sources do not have the seal that was signed",
          help: "sign the present revision, or get the sources that were signed"),
        of: "\(release.policy) \(release.revision)")
    }
  }

  private func line(_ entry: ReleaseFolder.Entry, _ verified: VerifiedRelease) -> String {
    let release = verified.statement.release
    let who = release.person.map { "\($0), \(release.office)" } ?? release.office
    return
      "\(release.policy) \(entry.printed): \(verified.statement.subjects.count) files, \(release.meaning), \(who), \(release.day), key \(verified.signer.id)"
  }
}
