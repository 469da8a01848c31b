package import DecisionAnalysis
internal import DecisionTable
package import PolicyModel
internal import Values

/// Which parts of one revision the cases of its policy exercise.
package struct RevisionCoverage: Sendable {
  package let revision: Revision
  package let goals: CoverageGoals
  /// Indices of the goals that a case shows.
  package let shown: Set<Int>
  /// Indices of the goals that no request can show, which is proven.
  package let impossible: Set<Int>
  /// Those for which it takes more search than its budget to find out whether a request can.
  package let undecided: Set<Int>

  package enum State: String, CaseIterable, Sendable {
    case shown, impossible, undecided, missing
  }

  /// - Parameter goal: an index into `goals.goals`.
  func state(of goal: Int) -> State {
    if shown.contains(goal) { return .shown }
    if impossible.contains(goal) { return .impossible }
    return undecided.contains(goal) ? .undecided : .missing
  }

  /// Indices of the goals that a case could show but none does.
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
