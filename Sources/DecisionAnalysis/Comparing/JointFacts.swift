package import DecisionTable
internal import Values

/// Two tables rewritten over one list of facts, so that both can decide the same request.
///
/// A fact that both declare becomes one fact with the values of both. A value that only one table
/// declares is, for the other table, a value that no test names. A fact whose meaning changed, such
/// as a boolean that became a choice, becomes two facts.
package struct JointFacts: Sendable {
  /// The new table's facts in their order, then those that only the old one has.
  package let facts: [Fact]
  /// The two tables, rewritten over `facts`.
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
      joined.append(fact.renamed(fact.id, type ?? fact.type))
    }
    let known = Set(joined.map(\.id))
    for fact in old.facts where !known.contains(fact.id) || renamed[fact.id] != nil {
      joined.append(fact.renamed(renamed[fact.id] ?? fact.id, fact.type))
    }
    facts = joined
    self.old = old.over(joined, renaming: renamed, periods: old.periods(alongside: new))
    self.new = new.over(joined, renaming: [:], periods: new.periods(alongside: old))
  }

  /// Appended to the name of an old fact if the new table uses that name with another meaning. Names
  /// of facts do not contain dots, so the result is unique.
  package static let suffix = ".before"
}

extension Fact {
  fileprivate func renamed(_ id: String, _ type: FactType) -> Fact {
    Fact(id: id, type: type, question: question, label: label, valueLabels: valueLabels)
  }
}

extension FactType {
  /// The type whose values are those of either type, or nil if the two types are incompatible.
  fileprivate func joined(with other: FactType) -> FactType? {
    switch (self, other) {
    case (.boolean, .boolean), (.code, .code), (.date, .date): return self
    case (.choice(let mine), .choice(let theirs)):
      // Common values come first, because examples are taken from the front.
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
    case (.records(let mine), .records(let theirs)) where mine == theirs: return self
    case (.boolean, _), (.code, _), (.choice, _), (.set, _), (.number, _), (.date, _),
      (.duration, _), (.records, _):
      return nil
    }
  }
}

extension DecisionTable {
  fileprivate func over(
    _ facts: [Fact], renaming names: [String: String], periods: [CodePeriod]
  ) -> DecisionTable {
    let table = DecisionTable(
      facts: facts, scope: scope, statements: statements, bindings: bindings,
      completeSystems: completeSystems, periods: periods)
    return names.isEmpty
      ? table
      : table.replacingTests {
        UnaryTest(fact: names[$0.fact] ?? $0.fact, values: $0.values)
      }
  }

  /// The periods of this table, except that codes which only the other table's tests name have the
  /// other table's periods.
  fileprivate func periods(alongside other: DecisionTable) -> [CodePeriod] {
    let onlyInOther = other.namedCodes.subtracting(namedCodes)
    return periods.filter { !onlyInOther.contains($0.code) }
      + other.periods.filter { onlyInOther.contains($0.code) }
  }
}
