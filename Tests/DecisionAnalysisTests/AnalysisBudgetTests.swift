import DecisionAnalysis
import DecisionTable
import DecisionTableTestSupport
import Testing

/// Results of analyses whose exact answer takes more search than the budget.
@Suite struct AnalysisBudgetTests {
  private let table = PigeonholeTable.table()
  /// A decider without the diagram, which would only fail slowly because it is too large.
  private let decider = Decider(
    PigeonholeTable.table(), rungs: [.threeValued, .satisfiability])

  @Test func reportsUndecidedCriteria() {
    let findings = TableAnalysis(table, usesDiagram: false).findings
    #expect(findings.contains(.undecided(criteria: ["alone"])))
    #expect(!findings.contains(.neverMet(criterion: "alone")))
  }

  @Test func reportsAnUndecidedEffect() {
    let comparison = TableComparison(
      old: table, new: PigeonholeTable.table(.investigational), usesDiagram: false)
    #expect(comparison.effect == .failure(Undecided()))
    #expect(comparison.different == nil)
    #expect(
      comparison.effect(with: comparison.joint.new, without: comparison.joint.old) == .undecided)
  }

  @Test func reportsUndecidedGoals() throws {
    let goals = CoverageGoals(decider)
    let met = try #require(
      goals.goals.firstIndex {
        if case .criterion = goals.tree.parts[$0.part].content { $0.kind == .met } else { false }
      })
    let found = goals.impossible(among: goals.goals.indices)
    #expect(found.undecided.contains(met) && !found.impossible.contains(met))
    let suggestion = goals.suggestion(for: goals.goals.indices)
    #expect(suggestion.undecided.contains(goals.goals[met]))
    #expect(!suggestion.cases.isEmpty)
  }

  @Test func throwsForAnUndecidedExplanation() {
    #expect(throws: Undecided.self) {
      try Explainer(decider).explanation(of: ["in_scope": .boolean(true)], on: nil)
    }
  }
}
