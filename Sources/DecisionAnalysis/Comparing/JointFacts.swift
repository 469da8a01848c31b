package import DecisionTable
internal import Values

/// Two tables told over the same facts, so that one request can be put to both.
///
/// A fact that both declare is one fact, with the values of either: a value that only one of them
/// declares is to the other one that no test of it names. A fact whose meaning changed, a boolean
/// that became a choice, is two facts.
package struct JointFacts: Sendable {
  /// The new table's facts in their order, then those that only the old one has.
  package let facts: [Fact]
  package let old: DecisionTable
  package let new: DecisionTable

  package init(old: DecisionTable, new: DecisionTable) {
    let oldFacts = Dictionary(
      old.facts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var joined: [Fact] = []
    var renamed: [String: String] = [:]
    for fact in new.facts {
      let type = oldFacts[fact.id].flatMap { fact.type.joined(with: $0.type) }
      if oldFacts[fact.id] != nil, type == nil { renamed[fact.id] = fact.id + JointFacts.suffix }
      joined.append(Fact(id: fact.id, type: type ?? fact.type, question: fact.question))
    }
    let known = Set(joined.map(\.id))
    for fact in old.facts where !known.contains(fact.id) || renamed[fact.id] != nil {
      joined.append(
        Fact(id: renamed[fact.id] ?? fact.id, type: fact.type, question: fact.question))
    }
    facts = joined
    self.old = old.over(joined, renaming: renamed, periods: old.periods(beside: new))
    self.new = new.over(joined, renaming: [:], periods: new.periods(beside: old))
  }

  /// Behind the name of a fact as the old table has it, where the new one means another thing by
  /// the name; no name of a fact has a dot.
  package static let suffix = ".before"
}

extension FactType {
  /// The type of what either can state, or nil where the two are about different things.
  fileprivate func joined(with other: FactType) -> FactType? {
    switch (self, other) {
    case (.boolean, .boolean), (.code, .code), (.date, .date): return self
    case (.choice(let mine), .choice(let theirs)):
      // Those of both first: examples are taken from the front.
      return .choice(
        mine.filter(theirs.contains) + mine.filter { !theirs.contains($0) }
          + theirs.filter { !mine.contains($0) })
    case (.set(let terminology, let mine), .set(let other, let theirs)) where terminology == other:
      let known = Set(mine.map(\.id))
      return .set(
        terminology: terminology, terms: mine + theirs.filter { !known.contains($0.id) })
    case (.number(let mine), .number(let theirs)) where mine.unit == theirs.unit:
      return .number(
        NumberType(
          unit: mine.unit, isInteger: mine.isInteger && theirs.isInteger,
          minimum: mine.minimum.flatMap { one in theirs.minimum.map { min(one, $0) } },
          maximum: mine.maximum.flatMap { one in theirs.maximum.map { max(one, $0) } }))
    case (.duration(let mine), .duration(let theirs)) where mine.isOfMonths == theirs.isOfMonths:
      return self
    default: return nil
    }
  }
}

extension DecisionTable {
  fileprivate func over(
    _ facts: [Fact], renaming names: [String: String], periods: [CodePeriod]
  ) -> DecisionTable {
    let table = DecisionTable(
      facts: facts, scope: scope, statements: statements, bindings: bindings, periods: periods)
    return names.isEmpty
      ? table
      : table.replacingTests {
        UnaryTest(fact: names[$0.fact] ?? $0.fact, values: $0.values)
      }
  }

  /// Its periods, and those of the other table for codes that only the other one's tests name: to
  /// this one they are other codes on every date.
  fileprivate func periods(beside other: DecisionTable) -> [CodePeriod] {
    let onlyThere = other.namedCodes.subtracting(namedCodes)
    return periods.filter { !onlyThere.contains($0.code) }
      + other.periods.filter { onlyThere.contains($0.code) }
  }
}
