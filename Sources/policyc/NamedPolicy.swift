internal import DecisionTable
internal import Diagnostics
internal import Machine
internal import MessageText
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyModel
internal import Values

extension Compilation {
  /// The policy with that name, or the only one.
  func policy(named name: String?) throws(Failure) -> CheckedPolicy {
    let names = policies.map(\.policy.id)
    if let name {
      guard let found = policies.first(where: { $0.policy.id == name }) else {
        throw Failure(
          .wrongUsage, "there is no policy `\(name)`", help: suggestion(for: name, among: names))
      }
      return found
    }
    guard policies.count == 1 else {
      guard !policies.isEmpty else { throw Failure(.wrongUsage, "there is no policy") }
      let choice = choice(among: names).map { "; \($0)" } ?? ""
      throw Failure(
        .wrongUsage, "there are several policies", help: "name one with --policy\(choice)")
    }
    return policies[0]
  }
}

extension Policy {
  /// The revision with that name, as printed or as a month.
  func revision(named name: String) throws(Failure) -> Revision {
    do throws(RevisionHistory.ResolutionError) {
      let id = try history.revision(named: name).entry.id
      if let revision = revisions.first(where: { $0.id == id }) { return revision }
    } catch {}
    throw Failure(
      .wrongUsage, "\(id) has no revision `\(name)`",
      help: choice(among: revisions.map(\.date.printed)))
  }
}
