package import DecisionAnalysis
package import DecisionTable

/// What the changes of a revision do to decisions, with a smallest request that shows each effect.
package struct DecisionDifference: Sendable {
  /// A failure if comparing the two takes more search than its budget.
  package let effect: Result<DecisionEffect, Undecided>
  /// Nil if the cases cannot be counted exactly.
  package let counts: TableComparison.Counts?
  /// The effects by date of service; empty if it is the same on all dates.
  package let datedEffects: [TableComparison.DatedEffect]
  package let gained: TableComparison.Witness?
  package let lost: TableComparison.Witness?
  package let different: TableComparison.Witness?
  /// The facts over which requests are compared.
  package let facts: [Fact]
  /// The effect of each change that can be made on its own.
  package let effects: [Change: TableComparison.PartialEffect]

  init(_ old: DecisionTable, _ new: DecisionTable, _ changes: [Change]) {
    let comparison = TableComparison(old: old, new: new)
    effect = comparison.effect
    counts = comparison.counts
    datedEffects = comparison.datedEffects
    gained = comparison.gained
    lost = comparison.lost
    different = comparison.different
    facts = comparison.joint.facts
    let (one, other) = (comparison.joint.old, comparison.joint.new)
    var effects: [Change: TableComparison.PartialEffect] = [:]
    for change in changes where change.bearsOnDecisions {
      guard let with = one.making(change, as: other),
        let without = other.making(Change(change.subject, change.kind.reversed), as: one)
      else { continue }
      effects[change] = comparison.effect(with: with, without: without)
    }
    self.effects = effects
  }
}
