internal import DecisionTable
internal import PolicyModel

/// The changes of criteria from one revision to another.
struct CriteriaComparison {
  private let old: Revision
  private let new: Revision
  private let before: Outline
  private let after: Outline
  private let holdsWording: Bool

  init(_ old: Revision, _ new: Revision, holdsWording: Bool) {
    self.old = old
    self.new = new
    before = Outline(old.table)
    after = Outline(new.table)
    self.holdsWording = holdsWording
  }

  var changes: [Change] {
    let moved = movedIDs
    let removed = before.ids.filter { after[$0] == nil }.map { Change(.criterion($0), .removed) }
    return removed + after.ids.flatMap { id in kinds(id, moved).map { Change(.criterion(id), $0) } }
  }

  /// How a criterion of the new revision changed.
  private func kinds(_ id: String, _ moved: Set<String>) -> [Change.Kind] {
    guard let one = before[id], let other = after[id] else { return [.added] }
    var kinds: [Change.Kind] = []
    if moved.contains(id) {
      kinds.append(.moved)
    } else if one.criterion.label != other.criterion.label {
      kinds.append(.relabelled)
    }
    if holdsWording, old.texts.all(of: id) != new.texts.all(of: id) { kinds.append(.reworded) }
    if !one.decidesLike(other) { kinds.append(.updated) }
    return kinds
  }

  /// The criteria with another parent, and those that have to move so that the others keep their
  /// order.
  private var movedIDs: Set<String> {
    var moved: Set<String> = []
    for (parent, members) in after.members {
      let stayed = members.filter { before[$0].map { $0.parent == parent } ?? false }
      let known = Set(stayed)
      let order = (before.members[parent] ?? []).filter(known.contains)
      moved.formUnion(reordered(from: order, to: stayed))
      moved.formUnion(members.filter { before[$0].map { $0.parent != parent } ?? false })
    }
    return moved
  }
}

/// The smallest set of ids that have to move to turn one order into the other. It is the same in both
/// directions.
func reordered(from one: [String], to other: [String]) -> [String] {
  let (from, to) = one.lexicographicallyPrecedes(other) ? (one, other) : (other, one)
  var moved: [String] = []
  for case .insert(_, let id, _) in to.difference(from: from) { moved.append(id) }
  return other.filter(moved.contains)
}
