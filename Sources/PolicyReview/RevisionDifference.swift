internal import DecisionAnalysis
package import DecisionTable
package import PolicyModel
internal import Values

/// What changed from one revision to another: by id and not by line, and what that does to
/// decisions.
///
/// What a reconstructed revision lacks is not compared, and named in `unheld`: it is never a
/// deletion.
package struct RevisionDifference: Sendable {
  /// Of its JSON.
  package static let formatName = "policyc difference"
  package static let formatVersion = 1

  package let old: Revision
  package let new: Revision
  /// In the order in which a revision is printed.
  package let changes: [Change]
  /// Parts that one of the two does not hold, so that nothing can be said of them.
  package let unheld: [Reconstruction.Part]
  /// Whether both hold how their criteria were worded, and their titles.
  package let holdsWording: Bool
  package let decisions: DecisionDifference

  package init(from old: Revision, to new: Revision) {
    self.old = old
    self.new = new
    let missing = [old, new].flatMap { $0.reconstruction?.notHeld ?? [] }
    unheld = Reconstruction.Part.allCases.filter(missing.contains)
    holdsWording = old.reconstruction == nil && new.reconstruction == nil
    var comparison = StructuralComparison(old, new, unheld: unheld, holdsWording: holdsWording)
    changes = comparison.changes()
    decisions = DecisionDifference(old.table, new.table, changes)
  }

  package var isEmpty: Bool { changes.isEmpty && decisions.effect == .success(.none) }
}

extension Revision {
  package func criterion(_ id: String) -> Criterion? {
    table.statements.lazy.flatMap(\.criterion.withDescendants).first { $0.id == id }
  }
}

/// Every criterion of a table by its place in the outline.
struct Outline {
  struct Place {
    let criterion: Criterion
    let outcome: Outcome?
    let parent: String?
    /// Among the members of its parent.
    let number: Int
  }

  private(set) var places: [String: Place] = [:]
  /// In document order.
  private(set) var ids: [String] = []
  private(set) var members: [String?: [String]] = [:]

  init(_ table: DecisionTable) {
    for (number, statement) in table.statements.enumerated() {
      add(statement.criterion, outcome: statement.outcome, parent: nil, number)
    }
  }

  private mutating func add(
    _ criterion: Criterion, outcome: Outcome?, parent: String?, _ number: Int
  ) {
    ids.append(criterion.id)
    members[parent, default: []].append(criterion.id)
    places[criterion.id] = Place(
      criterion: criterion, outcome: outcome, parent: parent, number: number)
    guard case .group(_, let criteria) = criterion.rule else { return }
    for (number, member) in criteria.enumerated() {
      add(member, outcome: nil, parent: criterion.id, number)
    }
  }
}

private struct StructuralComparison {
  private let old: Revision
  private let new: Revision
  private let unheld: [Reconstruction.Part]
  private let holdsWording: Bool
  private var found: [Change] = []

  init(
    _ old: Revision, _ new: Revision, unheld: [Reconstruction.Part], holdsWording: Bool
  ) {
    self.old = old
    self.new = new
    self.unheld = unheld
    self.holdsWording = holdsWording
  }

  mutating func changes() -> [Change] {
    if holdsWording, old.title != new.title { found.append(Change(.title, .reworded)) }
    if !unheld.contains(.description) { compare(old.description, new.description, .description) }
    compareFacts()
    if old.table.scope.asWritten != new.table.scope.asWritten {
      found.append(Change(.scope, .updated))
    }
    compareCriteria()
    compareTerms()
    if !unheld.contains(.background) { compareSections() }
    if !unheld.contains(.coding) { compareCoding() }
    if !unheld.contains(.references) { compareReferences() }
    if !unheld.contains(.reminder) { compare(old.reminder, new.reminder, .reminder) }
    switch (old.measurement, new.measurement) {
    case (nil, nil): break
    case (nil, _?): found.append(Change(.measurement, .added))
    case (_?, nil): found.append(Change(.measurement, .removed))
    case (let one?, let other?):
      if one != other { found.append(Change(.measurement, .updated)) }
    }
    return found
  }

  private mutating func compare(_ one: Prose?, _ other: Prose?, _ subject: Change.Subject) {
    guard one != other else { return }
    found.append(
      Change(subject, one == nil ? .added : other == nil ? .removed : .reworded))
  }

  /// What is in both lists, in the order of the new one; those only in the old one are removed, and
  /// those only in the new one added.
  private mutating func compare<Item>(
    _ one: [Item], _ other: [Item], id: (Item) -> String, subject: (Item) -> Change.Subject,
    kinds: (Item, Item) -> [Change.Kind]
  ) {
    let before = Dictionary(one.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
    let after = Set(other.map(id))
    for item in one where !after.contains(id(item)) {
      found.append(Change(subject(item), .removed))
    }
    for item in other {
      if let earlier = before[id(item)] {
        found += kinds(earlier, item).map { Change(subject(item), $0) }
      } else {
        found.append(Change(subject(item), .added))
      }
    }
  }

  private mutating func compareFacts() {
    compare(
      old.table.facts, new.table.facts, id: \.id, subject: { .fact($0.id) },
      kinds: { one, other in
        var kinds: [Change.Kind] = one.type.declared == other.type.declared ? [] : [.updated]
        if one.question != other.question { kinds.append(.reworded) }
        return kinds
      })
  }

  // MARK: Criteria

  private mutating func compareCriteria() {
    let before = Outline(old.table)
    let after = Outline(new.table)
    let moved = movedIDs(before, after)
    for id in before.ids where after.places[id] == nil {
      found.append(Change(.criterion(id), .removed))
    }
    for id in after.ids {
      guard let one = before.places[id], let other = after.places[id] else {
        found.append(Change(.criterion(id), .added))
        continue
      }
      if moved.contains(id) {
        found.append(Change(.criterion(id), .moved))
      } else if one.criterion.label != other.criterion.label {
        found.append(Change(.criterion(id), .relabelled))
      }
      if holdsWording, old.texts[id] != new.texts[id] {
        found.append(Change(.criterion(id), .reworded))
      }
      if !one.decidesLike(other) { found.append(Change(.criterion(id), .updated)) }
    }
  }

  /// Criteria under another parent, and those that changed places with their neighbours: the fewest
  /// whose moving explains the new order.
  private func movedIDs(_ before: Outline, _ after: Outline) -> Set<String> {
    var moved: Set<String> = []
    for (parent, members) in after.members {
      let stayed = members.filter { before.places[$0].map { $0.parent == parent } ?? false }
      let known = Set(stayed)
      let order = (before.members[parent] ?? []).filter(known.contains)
      moved.formUnion(reordered(order, stayed))
      for id in members where before.places[id].map({ $0.parent != parent }) ?? false {
        moved.insert(id)
      }
    }
    return moved
  }

  private mutating func compareTerms() {
    typealias Used = (fact: String, term: String)
    func used(_ table: DecisionTable) -> [Used] {
      table.facts.flatMap { fact -> [Used] in
        guard case .set(_, let terms) = fact.type else { return [] }
        let tested = Set(table.tests.filter { $0.fact == fact.id }.flatMap(\.values))
        return terms.filter { tested.contains(.word($0.id)) }.map { (fact.id, $0.id) }
      }
    }
    compare(
      used(old.table), used(new.table), id: { "\($0.fact) \($0.term)" },
      subject: { .term(fact: $0.fact, id: $0.term) }, kinds: { _, _ in [] })
  }

  // MARK: Prose, codes and references

  private mutating func compareSections() {
    compare(
      old.sections, new.sections, id: \.id, subject: { .section($0.id) },
      kinds: { $0 == $1 ? [] : [.reworded] })
    let known = Set(old.sections.map(\.id)).intersection(new.sections.map(\.id))
    let order = new.sections.map(\.id).filter(known.contains)
    for id in reordered(old.sections.map(\.id).filter(known.contains), order) {
      found.append(Change(.section(id), .moved))
    }
  }

  private mutating func compareCoding() {
    let one = old.coding.map { ($0.text, $0.cptCopyright) }
    let other = new.coding.map { ($0.text, $0.cptCopyright) }
    switch (one, other) {
    case (nil, nil): break
    case (nil, _?): found.append(Change(.coding, .added))
    case (_?, nil): found.append(Change(.coding, .removed))
    case (let one?, let other?):
      if one != other { found.append(Change(.coding, .reworded)) }
    }
    compare(
      old.coding?.rows ?? [], new.coding?.rows ?? [], id: \.code.description,
      subject: { .code($0.code) },
      kinds: { one, other in
        var kinds: [Change.Kind] = one.descriptor == other.descriptor ? [] : [.reworded]
        if one.period != other.period { kinds.append(.updated) }
        return kinds
      })
  }

  private mutating func compareReferences() {
    // By key: that a reference has another number is no change.
    compare(
      old.references, new.references, id: \.key, subject: { .reference($0.key) },
      kinds: { $0 == $1 ? [] : [.updated] })
  }
}

/// The fewest whose moving turns one order into the other; the same in either direction.
private func reordered(_ one: [String], _ other: [String]) -> [String] {
  let (from, to) = one.lexicographicallyPrecedes(other) ? (one, other) : (other, one)
  var moved: [String] = []
  for case .insert(_, let id, _) in to.difference(from: from) { moved.append(id) }
  return other.filter(moved.contains)
}

extension Outline.Place {
  /// Whether the criterion by itself means the same, whatever stands under it.
  fileprivate func decidesLike(_ other: Outline.Place) -> Bool {
    let (mine, others) = (criterion.asWritten, other.criterion.asWritten)
    guard outcome == other.outcome, mine.requirements == others.requirements,
      mine.exceptions == others.exceptions
    else { return false }
    return switch (mine.rule, others.rule) {
    case (.test(let one), .test(let two)): one == two
    case (.group(let one, _), .group(let two, _)): one == two
    case (.reference(let one), .reference(let two)): one == two
    default: false
    }
  }
}

extension FactType {
  /// What a revision declares: of a set its terminology, whose terms are shared and grow.
  fileprivate var declared: FactType {
    if case .set(let terminology, _) = self {
      .set(terminology: terminology, terms: [])
    } else {
      self
    }
  }
}
