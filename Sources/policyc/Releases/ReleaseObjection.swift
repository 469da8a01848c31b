internal import ArgumentParser
internal import DecisionAnalysis
internal import DecisionTable
internal import JSONText
internal import Machine
internal import PolicyCases
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

/// Why a revision is probably not meant to be released yet. Each has to be mended, or allowed by name.
struct ReleaseObjection {
  enum Name: String, CaseIterable, ExpressibleByArgument {
    case scaffold
    case placeholder
    case noChange = "no-change"
    case failingCases = "failing-cases"
    case noEffectiveDate = "no-effective-date"
  }

  let name: Name
  let problem: String
  let help: String

  /// Every objection to a revision.
  static func all(
    to revision: Revision, _ entry: RevisionLogSource.Entry, of policy: Policy, cases: [Case]
  ) -> [ReleaseObjection] {
    let date = revision.date.printed
    var found: [ReleaseObjection] = []
    let texts = revision.table.statements.flatMap(\.criterion.withDescendants).map(\.text)
    if let text = texts.first(where: PolicyTemplate.criteria.contains) {
      found.append(
        ReleaseObjection(
          name: .scaffold, problem: "`\(text)` is a criterion as `policyc new` wrote it",
          help: "write the criteria of the policy in \(policy.id)/\(revision.id).yaml"))
    }
    let rows = policy.log.filter { $0.revisionName == revision.id }.flatMap(\.changes)
    if rows.contains(where: { $0.text.plainText == PolicySource.openedRow }) {
      found.append(
        ReleaseObjection(
          name: .placeholder,
          problem: "the row of \(date) in the log is as `policyc revise` wrote it",
          help: "state in revisions.yaml what changed; `policyc check` names what is missing"))
    }
    let index = policy.revisions.firstIndex { $0.id == revision.id } ?? 0
    if index > 0, RevisionDifference(from: policy.revisions[index - 1], to: revision).isEmpty {
      found.append(
        ReleaseObjection(
          name: .noChange, problem: "\(date) is the same as \(policy.revisions[index - 1].date)",
          help: "make the change in \(policy.id)/\(revision.id).yaml"))
    }
    let failures = CaseRun(cases, of: policy).failures.filter { $0.revision.id == revision.id }
    if let first = failures.first {
      let others = failures.count == 1 ? "" : " and \(failures.count - 1) more"
      found.append(
        ReleaseObjection(
          name: .failingCases, problem: "the case `\(first.name)`\(others) is not as expected",
          help: "run `policyc test \(policy.id)`, and correct the criteria or the cases"))
    }
    if entry.effective == nil, !entry.isErratum {
      found.append(
        ReleaseObjection(
          name: .noEffectiveDate, problem: "\(date) does not have an effective date",
          help:
            "add `effective:` to its entry in revisions.yaml; if it is set later, which the seal permits, it decides only by name until then"
        ))
    }
    return found
  }
}

extension [ReleaseObjection] {
  /// - Throws: if there is an objection.
  func refuse(_ revision: String) throws(Failure) {
    guard !isEmpty else { return }
    let lines = map { objection in
      """
      error: \(objection.problem)
      help: \(objection.help); `--allow \(objection.name.rawValue)` releases it as it is
      """
    }
    throw Failure(
      .inputHasErrors,
      summary: lines.joined(separator: "\n") + "\n\(revision) is not released")
  }
}
