internal import DecisionTable
internal import PolicyModel
internal import Values

/// The decision that a printed one means: its phrases, tests and outcomes read back into the terms
/// of a table, so that it can be compared with the table itself.
struct DecodedDecision: Equatable {
  let scope: [Condition]
  let statements: [Statement]
  /// The words of the conditions, which the table does not hold, in document order.
  let spoken: [String]
}

/// A printed phrase, test or outcome that means nothing, or a stranger among the criteria.
struct UndecodableText: Error {
  let text: String
}

extension DecodedDecision {
  init(_ printed: PrintedDecision, facts: [Fact]) throws(UndecodableText) {
    if let stranger = printed.strangers.first { throw UndecodableText(text: stranger) }
    var decoder = Decoder(facts: facts)
    scope = try decoder.conditions(printed.scope)
    var statements: [Statement] = []
    for statement in printed.statements {
      guard let outcome = Outcome.allCases.first(where: { $0.words == statement.outcome }) else {
        throw UndecodableText(text: statement.outcome)
      }
      statements.append(
        Statement(outcome: outcome, criterion: try decoder.criterion(statement.item)))
    }
    self.statements = statements
    spoken = decoder.spoken
  }

  /// What a document has to mean: the table itself, without the ids, which it does not print.
  init(of revision: Revision) {
    let table = revision.table
    scope = [table.scope]
    statements = table.statements.map {
      Statement(outcome: $0.outcome, criterion: $0.criterion.withoutIDs)
    }
    let conditions =
      [table.scope] + table.statements.flatMap { $0.criterion.conditions }
    spoken = conditions.flatMap(\.tests).map { test in
      let spoken = revision.table.spoken(test)
      return "\(spoken.question) \(spoken.answer)".singleSpaced
    }
  }
}

private struct Decoder {
  let facts: [Fact]
  private(set) var spoken: [String] = []

  init(facts: [Fact]) { self.facts = facts }

  mutating func criterion(_ item: PrintedDecision.Item) throws(UndecodableText) -> Criterion {
    var groups = item.groups[...]
    var requirements: [Condition] = []
    var exceptions: [Condition] = []
    if let group = groups.first, group.phrase == ConjunctPhrase.requirements {
      requirements = try conditions(group.members)
      groups = groups.dropFirst()
    }
    if let group = groups.first, group.phrase == ConjunctPhrase.exceptions {
      exceptions = try conditions(group.members)
      groups = groups.dropFirst()
    }
    let rule: Criterion.Rule
    if let group = groups.first, groups.count == 1, item.test.isEmpty {
      var members: [Criterion] = []
      for member in group.members { members.append(try criterion(member)) }
      rule = .group(try connective(group.phrase), members)
    } else if groups.isEmpty {
      rule = .test(try test(item.test))
    } else {
      throw UndecodableText(text: "\(item.label) \(groups.map(\.phrase).joined(separator: " "))")
    }
    return Criterion(
      id: "", label: item.label, text: item.words, requirements: requirements,
      exceptions: exceptions, rule: rule)
  }

  mutating func conditions(_ items: [PrintedDecision.Item]) throws(UndecodableText) -> [Condition] {
    var conditions: [Condition] = []
    for item in items {
      guard item.label.isEmpty else { throw UndecodableText(text: item.label) }
      if let group = item.groups.first, item.groups.count == 1, item.test.isEmpty {
        conditions.append(
          .group(try connective(group.phrase), try self.conditions(group.members)))
      } else {
        guard item.groups.isEmpty else { throw UndecodableText(text: item.words) }
        conditions.append(.test(try test(item.test)))
        spoken.append(item.words)
      }
    }
    return conditions
  }

  private func connective(_ phrase: String) throws(UndecodableText) -> Connective {
    let count = phrase.split(separator: " ").compactMap { Int($0) }.first
    let known: [Connective] = [.allOf, .anyOf, .noneOf, .atLeast(count ?? 0)]
    guard let connective = known.first(where: { $0.phrase == phrase }) else {
      throw UndecodableText(text: phrase)
    }
    return connective
  }

  /// `conditions: hepatitis_c or hepatitis_b`, in which no name has a space.
  private func test(_ text: String) throws(UndecodableText) -> UnaryTest {
    let parts = text.split(separator: ": ", maxSplits: 1).map(String.init)
    guard parts.count == 2, let fact = facts.first(where: { $0.id == parts[0] }) else {
      throw UndecodableText(text: text)
    }
    var values: [Value] = []
    for word in parts[1].split(separator: " or ").map(String.init) {
      switch fact.type {
      case .boolean where word == "true" || word == "false":
        values.append(.boolean(word == "true"))
      case .code:
        guard let code = try? Code(word) else { throw UndecodableText(text: text) }
        values.append(.code(code))
      case .choice(let words) where words.contains(word): values.append(.word(word))
      case .set(_, let terms) where terms.contains(where: { $0.id == word }):
        values.append(.word(word))
      default: throw UndecodableText(text: text)
      }
    }
    return UnaryTest(fact: fact.id, values: values)
  }
}

extension Criterion {
  fileprivate var withoutIDs: Criterion {
    let bare: Rule =
      switch rule {
      case .test: rule
      case .group(let connective, let members): .group(connective, members.map(\.withoutIDs))
      }
    return Criterion(
      id: "", label: label, text: text.singleSpaced, requirements: requirements,
      exceptions: exceptions, rule: bare)
  }

  /// The conditions of this criterion and of those under it, in document order.
  fileprivate var conditions: [Condition] {
    let own = requirements + exceptions
    if case .group(_, let members) = rule { return own + members.flatMap(\.conditions) }
    return own
  }
}
