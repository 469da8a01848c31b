internal import DecisionTable
internal import PolicyModel
internal import Values

/// The changes from one revision to another in everything that documents print.
struct TextComparison {
  private let old: Revision
  private let new: Revision
  private let unheld: [Reconstruction.Part]
  private let holdsWording: Bool

  init(
    _ old: Revision, _ new: Revision, unheld: [Reconstruction.Part], holdsWording: Bool
  ) {
    self.old = old
    self.new = new
    self.unheld = unheld
    self.holdsWording = holdsWording
  }

  /// In the order in which documents print their subjects.
  var changes: [Change] {
    var all = title
    all += part(.description, changes(old.description, new.description, .description))
    all += facts + scope
    all += CriteriaComparison(old, new, holdsWording: holdsWording).changes
    all += terms
    all += part(.background, sections)
    all += part(.coding, coding + codes)
    all += part(.references, references)
    all += part(.reminder, changes(old.reminder, new.reminder, .reminder))
    return all + measurement
  }

  /// The changes of a part that both revisions have.
  private func part(
    _ part: Reconstruction.Part, _ changes: @autoclosure () -> [Change]
  ) -> [Change] {
    unheld.contains(part) ? [] : changes()
  }

  private func changes<Text: Equatable>(
    _ one: Text?, _ other: Text?, _ subject: Change.Subject, as kind: Change.Kind = .reworded
  ) -> [Change] {
    switch (one, other) {
    case (nil, nil): []
    case (nil, _?): [Change(subject, .added)]
    case (_?, nil): [Change(subject, .removed)]
    case (let one?, let other?): one == other ? [] : [Change(subject, kind)]
    }
  }

  /// The changes from one list to another: removed items first, then the others in their new order.
  ///
  /// - Parameter kinds: how an item that is in both lists changed.
  private func listChanges<Item>(
    _ one: [Item], _ other: [Item], id: (Item) -> String, subject: (Item) -> Change.Subject,
    kinds: (Item, Item) -> [Change.Kind]
  ) -> [Change] {
    let before = Dictionary(one.map { (id($0), $0) }, uniquingKeysWith: { first, _ in first })
    let after = Set(other.map(id))
    let removed = one.filter { !after.contains(id($0)) }.map { Change(subject($0), .removed) }
    return removed
      + other.flatMap { item in
        (before[id(item)].map { kinds($0, item) } ?? [.added]).map { Change(subject(item), $0) }
      }
  }

  // MARK: Title, facts and terms

  private var title: [Change] {
    holdsWording && old.title != new.title ? [Change(.title, .reworded)] : []
  }

  private var scope: [Change] {
    old.table.scope.asWritten == new.table.scope.asWritten ? [] : [Change(.scope, .updated)]
  }

  private var facts: [Change] {
    listChanges(
      old.table.facts, new.table.facts, id: \.id, subject: { .fact($0.id) },
      kinds: { one, other in
        var kinds: [Change.Kind] = one.type.declared == other.type.declared ? [] : [.updated]
        if one.question != other.question || one.label != other.label
          || one.valueLabels != other.valueLabels
        {
          kinds.append(.reworded)
        }
        return kinds
      })
  }

  private var terms: [Change] {
    listChanges(
      old.table.testedTerms, new.table.testedTerms, id: { "\($0.fact) \($0.term)" },
      subject: { .term(fact: $0.fact, id: $0.term) }, kinds: { _, _ in [] })
  }

  // MARK: Prose, codes and references

  private var sections: [Change] {
    let (before, after) = (old.sections.map(\.id), new.sections.map(\.id))
    let known = Set(before).intersection(after)
    let moved = reordered(from: before.filter(known.contains), to: after.filter(known.contains))
    let others = listChanges(
      old.sections, new.sections, id: \.id, subject: { .section($0.id) },
      kinds: { one, other in one == other ? [] : [.reworded] })
    return others + moved.map { Change(.section($0), .moved) }
  }

  private var coding: [Change] {
    switch (old.coding, new.coding) {
    case (let one?, let other?):
      one.text == other.text && one.cptCopyright == other.cptCopyright
        ? [] : [Change(.coding, .reworded)]
    case (let one, let other): changes(one?.text, other?.text, .coding)
    }
  }

  private var codes: [Change] {
    listChanges(
      old.coding?.rows ?? [], new.coding?.rows ?? [], id: \.code.description,
      subject: { .code($0.code) },
      kinds: { one, other in
        var kinds: [Change.Kind] = one.descriptor == other.descriptor ? [] : [.reworded]
        if one.period != other.period { kinds.append(.updated) }
        return kinds
      })
  }

  /// References by key: a new number alone is not a change.
  private var references: [Change] {
    listChanges(
      old.references, new.references, id: \.key, subject: { .reference($0.key) },
      kinds: { $0 == $1 ? [] : [.updated] })
  }

  private var measurement: [Change] {
    changes(old.measurement, new.measurement, .measurement, as: .updated)
  }
}

extension DecisionTable {
  /// The terms that tests name, in the order of their facts and terminologies.
  fileprivate var testedTerms: [(fact: String, term: String)] {
    facts.flatMap { fact -> [(fact: String, term: String)] in
      guard case .set(_, let terms) = fact.type else { return [] }
      let tested = Set(tests.filter { $0.fact == fact.id }.flatMap(\.values))
      return terms.filter { tested.contains(.word($0.id)) }.map { (fact.id, $0.id) }
    }
  }
}

extension FactType {
  /// The type as the revision declares it: a set without its terms, which policies share and which
  /// grow.
  fileprivate var declared: FactType {
    if case .set(let terminology, _) = self {
      .set(terminology: terminology, terms: [])
    } else {
      self
    }
  }
}
