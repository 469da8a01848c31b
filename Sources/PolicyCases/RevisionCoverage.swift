package import DecisionAnalysis
internal import DecisionTable
package import PolicyModel
internal import Values

/// What the cases of a policy show of one revision.
package struct RevisionCoverage: Sendable {
  package let revision: Revision
  package let goals: CoverageGoals
  /// Places of goals.
  package let shown: Set<Int>
  /// Those that no request can show; proven.
  package let impossible: Set<Int>
  /// Those for which it takes more search than its budget to find out whether a request can.
  package let undecided: Set<Int>

  /// What cases make of a goal.
  package enum State: String, CaseIterable, Sendable {
    case shown, impossible, undecided, missing
  }

  /// - Parameter goal: its place.
  func state(of goal: Int) -> State {
    if shown.contains(goal) { return .shown }
    if impossible.contains(goal) { return .impossible }
    return undecided.contains(goal) ? .undecided : .missing
  }

  /// What a case could show, and none does.
  package var missing: [Int] {
    goals.goals.indices.filter { state(of: $0) == .missing }
  }

  package init(of revision: Revision, by cases: [Case]) {
    self.revision = revision
    let goals = CoverageGoals(Decider(revision.table))
    self.goals = goals
    var shown: Set<Int> = []
    for worked in cases {
      for trial in worked.trials where trial.revision == revision.id {
        do throws(FactError) {
          shown.formUnion(try goals.shown(by: trial.facts, date: worked.date))
        } catch {
          preconditionFailure("the facts of the case \(worked.name) passed the checks: \(error)")
        }
      }
    }
    self.shown = shown
    (impossible, undecided) = goals.impossible(
      among: goals.goals.indices.filter { !shown.contains($0) })
  }
}
