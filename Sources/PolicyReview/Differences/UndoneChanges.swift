internal import DecisionAnalysis
package import DecisionTable
package import PolicyModel

/// A revision's table as it would be with one change since an earlier revision undone, for each change
/// that bears on decisions.
package struct UndoneChanges: Sendable {
  package let old: Revision
  package let tables: [(change: Change, table: DecisionTable)]

  package init(since old: Revision, in new: Revision) {
    self.old = old
    let joint = JointFacts(old: old.table, new: new.table)
    tables = RevisionDifference(from: old, to: new).changes.compactMap { change in
      guard change.bearsOnDecisions else { return nil }
      let back = Change(change.subject, change.kind.reversed)
      return joint.new.making(back, as: joint.old).map { (change, $0) }
    }
  }
}
