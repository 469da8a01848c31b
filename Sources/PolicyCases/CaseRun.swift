internal import DecisionAnalysis
internal import DecisionTable
package import PolicyModel

/// The cases of a policy, each run at the revisions that it names.
package struct CaseRun: Sendable {
  /// One case at one revision.
  package struct Trial: Sendable {
    package let name: String
    package let revision: Revision
    /// Empty if the verdict is the expected one.
    package let differences: [CaseDifference]
    /// Why the verdict is not the expected one; empty if it is.
    package let reasons: [CaseReason]

    package var isPassed: Bool { differences.isEmpty }
  }

  package let policy: Policy
  /// In the order of the cases and, within each case, of the revisions.
  package let trials: [Trial]

  package var failures: [Trial] { trials.filter { !$0.isPassed } }

  package init(_ cases: [Case], of policy: Policy) {
    self.policy = policy
    let deciders = Dictionary(
      policy.revisions.map { ($0.id, (revision: $0, decider: Decider($0.table))) },
      uniquingKeysWith: { first, _ in first })
    let predecessors = Dictionary(
      zip(policy.revisions.dropFirst(), policy.revisions).map { ($0.id, $1) },
      uniquingKeysWith: { first, _ in first })
    // What changed is only worked out for revisions at which a case fails.
    var changed: [String: ChangedDecision] = [:]
    var trials: [Trial] = []
    for worked in cases {
      for trial in worked.trials {
        guard let (revision, decider) = deciders[trial.revision] else { continue }
        trials.append(
          Trial(worked, trial, at: revision, decider) {
            guard let old = predecessors[revision.id] else { return [] }
            let since = changed[revision.id] ?? ChangedDecision(since: old, in: revision)
            changed[revision.id] = since
            return since.reasons(trial, on: worked.date)
          })
      }
    }
    self.trials = trials
  }
}

extension CaseRun.Trial {
  /// - Parameter changes: the reasons that lie in changes since the last revision.
  fileprivate init(
    _ worked: Case, _ trial: Case.Trial, at revision: Revision, _ decider: Decider,
    changes: () -> [CaseReason]
  ) {
    name = worked.name
    self.revision = revision
    var differences: [CaseDifference] = []
    var reasons: [CaseReason] = []
    do {
      let verdict = try decider.decide(trial.facts, on: worked.date)
      differences = trial.expected.differences(from: verdict)
      // Explaining a verdict is slow, so it is only done for verdicts that are not as expected.
      if !differences.isEmpty {
        reasons = CaseReason.reasons(
          trial, try Explainer(decider).explanation(of: trial.facts, on: worked.date),
          revision.table, changes: changes())
      }
    } catch is Undecided {
      if differences.isEmpty {
        differences = [
          CaseDifference(
            aspect: .result, expected: trial.expected.result.rawValue, found: "undecided")
        ]
      }
      reasons = [
        CaseReason(kind: .needs, clause: "the exact answer takes more search than its budget")
      ]
    } catch {
      preconditionFailure("the facts of the case \(worked.name) passed the checks: \(error)")
    }
    self.differences = differences
    self.reasons = reasons
  }
}
