internal import DecisionAnalysis
internal import DecisionTable
package import PolicyModel

/// The cases of a policy, run at each of their revisions.
package struct CaseRun: Sendable {
  /// One case at one revision.
  package struct Trial: Sendable {
    package let name: String
    package let revision: Revision
    /// Empty where everything is as expected.
    package let differences: [CaseDifference]
    /// Why the verdict is another, one sentence each.
    package let reasons: [String]

    package var isPassed: Bool { differences.isEmpty }
  }

  package let policy: Policy
  /// In the order of the cases, then of the revisions.
  package let trials: [Trial]

  package var failures: [Trial] { trials.filter { !$0.isPassed } }

  package init(_ cases: [Case], of policy: Policy) {
    self.policy = policy
    let deciders = Dictionary(
      policy.revisions.map { ($0.id, (revision: $0, decider: Decider($0.table))) },
      uniquingKeysWith: { first, _ in first })
    trials = cases.flatMap { worked in
      worked.trials.compactMap { trial in
        deciders[trial.revision].map {
          Trial(worked, trial, at: $0.revision, $0.decider)
        }
      }
    }
  }
}

extension CaseRun.Trial {
  fileprivate init(
    _ worked: Case, _ trial: Case.Trial, at revision: Revision, _ decider: Decider
  ) {
    name = worked.name
    self.revision = revision
    var differences: [CaseDifference] = []
    var reasons: [String] = []
    do {
      let verdict = try decider.decide(trial.facts, on: worked.date)
      differences = trial.expected.differences(from: verdict, criteria: revision.criterionIDs)
      // What would change the verdict is only looked for where it is not the expected one.
      if !differences.isEmpty {
        reasons =
          CaseReasons(
            trial, try Explainer(decider).explanation(of: trial.facts, on: worked.date),
            revision.table
          ).sentences
      }
    } catch is Undecided {
      if differences.isEmpty {
        differences = [
          CaseDifference(
            aspect: .result, expected: trial.expected.result.rawValue, found: "undecided")
        ]
      }
      reasons = ["the exact answer takes more search than its budget"]
    } catch {
      preconditionFailure("the facts of the case \(worked.name) passed the checks: \(error)")
    }
    self.differences = differences
    self.reasons = reasons
  }
}

extension Revision {
  /// The id of each criterion, by its label.
  var criterionIDs: [String: String] {
    Dictionary(
      table.statements.flatMap(\.criterion.withDescendants).map { ($0.label, $0.id) },
      uniquingKeysWith: { first, _ in first })
  }
}
