internal import DecisionTable
internal import Diagnostics
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyModel
internal import Values

extension Compilation {
  /// The policy of that name, or the only one.
  func policy(named name: String?) throws(Failure) -> CheckedPolicy {
    let names = policies.map(\.policy.id)
    if let name {
      guard let found = policies.first(where: { $0.policy.id == name }) else {
        let help = suggestion(for: name, among: names).map { "\nhelp: \($0)" } ?? ""
        throw Failure(.wrongUsage, "error: there is no policy `\(name)`\(help)")
      }
      return found
    }
    guard policies.count == 1 else {
      let help = choice(among: names).map { "\nhelp: name it with --policy; \($0)" } ?? ""
      throw Failure(
        .wrongUsage,
        policies.isEmpty ? "error: there is no policy" : "error: there are several policies\(help)")
    }
    return policies[0]
  }
}

extension Policy {
  /// The revision of that name, as printed or as a month.
  func revision(named name: String) throws(Failure) -> Revision {
    do throws(RevisionHistory.ResolutionError) {
      let id = try history.revision(named: name).entry.id
      if let revision = revisions.first(where: { $0.id == id }) { return revision }
    } catch {}
    let help = choice(among: revisions.map(\.date.printed)).map { "\nhelp: \($0)" } ?? ""
    throw Failure(.wrongUsage, "error: \(id) has no revision `\(name)`\(help)")
  }
}
