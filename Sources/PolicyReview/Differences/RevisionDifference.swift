internal import DecisionAnalysis
package import DecisionTable
package import PolicyModel
internal import Values

/// What changed from one revision to another, by id rather than by line, and what that does to
/// decisions.
///
/// A part that a reconstructed revision does not have is never reported as removed. It is not
/// compared, and `unheld` names it.
package struct RevisionDifference: Sendable {
  /// The name and version of the JSON format.
  package static let formatName = "policyc difference"
  package static let formatVersion = 1

  package let old: Revision
  package let new: Revision
  /// The changes, in the order in which documents print their subjects.
  package let changes: [Change]
  /// The parts that at least one of the two does not have, so that they cannot be compared.
  package let unheld: [Reconstruction.Part]
  /// Whether both have their title and the wording of their criteria.
  package let holdsWording: Bool
  package let decisions: DecisionDifference

  package init(from old: Revision, to new: Revision) {
    self.old = old
    self.new = new
    let missing = [old, new].flatMap { $0.reconstruction?.notHeld ?? [] }
    unheld = Reconstruction.Part.allCases.filter(missing.contains)
    holdsWording = old.reconstruction == nil && new.reconstruction == nil
    changes = TextComparison(old, new, unheld: unheld, holdsWording: holdsWording).changes
    decisions = DecisionDifference(old.table, new.table, changes)
  }

  package var isEmpty: Bool { changes.isEmpty && decisions.effect == .success(.none) }
}

extension Revision {
  package func criterion(_ id: String) -> Criterion? {
    table.statements.lazy.flatMap(\.criterion.withDescendants).first { $0.id == id }
  }
}
