internal import DecisionTable
internal import DecisionWording
internal import PolicyModel
internal import Values

/// The decision that a printed one means: its phrases, tests and outcomes read back into the terms
/// of a table, so that it can be compared with the table itself.
struct DecodedDecision: Equatable {
  let scope: [FactCondition]
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
    let scope = try decoder.conditions(printed.scope)
    var statements: [Statement] = []
    for statement in printed.statements {
      guard let outcome = Outcome.allCases.first(where: { $0.words == statement.outcome }) else {
        throw UndecodableText(text: statement.outcome)
      }
      statements.append(
        Statement(outcome: outcome, criterion: try decoder.criterion(statement.item)))
    }
    // What is referred to is itself printed: the reference means what stands there.
    var references = PrintedReferences(statements)
    self.scope = try references.resolved(scope)
    var resolved: [Statement] = []
    for statement in statements {
      resolved.append(
        Statement(
          outcome: statement.outcome, criterion: try references.resolved(statement.criterion)))
    }
    self.statements = resolved
    spoken = decoder.spoken
  }

  /// What a document has to mean: the table itself, without the ids, which it does not print.
  init(of revision: Revision) {
    let table = revision.table
    func label(_ id: String) -> String { table.criterion(id)?.label ?? id }
    scope = [table.scope.naming(label)]
    statements = table.statements.map {
      Statement(outcome: $0.outcome, criterion: $0.criterion.withoutIDs(label))
    }
    let conditions =
      [table.scope] + table.statements.flatMap { $0.criterion.conditions }
    spoken = conditions.flatMap { $0.spoken(in: table) }
  }
}

private struct Decoder {
  let facts: [Fact]
  private(set) var spoken: [String] = []

  init(facts: [Fact]) { self.facts = facts }

  mutating func criterion(_ item: PrintedDecision.Item) throws(UndecodableText) -> Criterion {
    var groups = item.groups[...]
    var requirements: [FactCondition] = []
    var exceptions: [FactCondition] = []
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
      rule =
        if let label = reference(item.test) {
          .reference(CriterionReference(id: label, condition: .group(.allOf, [])))
        } else { .test(try test(item.test)) }
    } else {
      throw UndecodableText(text: "\(item.label) \(groups.map(\.phrase).joined(separator: " "))")
    }
    return Criterion(
      id: "", label: item.label, text: item.words, requirements: requirements,
      exceptions: exceptions, rule: rule)
  }

  mutating func conditions(_ items: [PrintedDecision.Item]) throws(UndecodableText)
    -> [FactCondition]
  {
    var conditions: [FactCondition] = []
    for item in items {
      guard item.label.isEmpty else { throw UndecodableText(text: item.label) }
      if let group = item.groups.first, item.groups.count == 1, item.test.isEmpty {
        conditions.append(
          .group(try connective(group.phrase), try self.conditions(group.members)))
      } else {
        guard item.groups.isEmpty else { throw UndecodableText(text: item.words) }
        if let label = reference(item.test) {
          conditions.append(
            .reference(CriterionReference(id: label, condition: .group(.allOf, []))))
        } else {
          conditions.append(.test(try test(item.test)))
        }
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

  /// `I.A is met`.
  private func reference(_ text: String) -> String? {
    text.hasSuffix(" is met") && !text.contains(":") ? String(text.dropLast(7)) : nil
  }

  /// `conditions: hepatitis_c or hepatitis_b`, in which no name has a space.
  private func test(_ text: String) throws(UndecodableText) -> UnaryTest {
    let parts = text.split(separator: ": ", maxSplits: 1).map(String.init)
    guard parts.count == 2, let fact = facts.first(where: { $0.id == parts[0] }) else {
      throw UndecodableText(text: text)
    }
    var values: [TestValue] = []
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
      case .number, .date, .duration:
        guard let range = Interval(printed: word, of: fact.type) else {
          throw UndecodableText(text: text)
        }
        values.append(.range(range))
      default: throw UndecodableText(text: text)
      }
    }
    return UnaryTest(fact: fact.id, values: values)
  }
}

/// The criteria to which a printed decision can refer, by their labels.
private struct PrintedReferences {
  private let criteria: [String: Criterion]
  /// Those that are being resolved: a printed circle means nothing.
  private var open: Set<String> = []

  init(_ statements: [Statement]) {
    criteria = Dictionary(
      statements.flatMap(\.criterion.withDescendants).map { ($0.label, $0) }
    ) { first, _ in first }
  }

  mutating func resolved(_ criterion: Criterion) throws(UndecodableText) -> Criterion {
    let rule: Criterion.Rule
    switch criterion.rule {
    case .test: rule = criterion.rule
    case .reference(let reference): rule = .reference(try resolved(reference))
    case .group(let connective, let criteria):
      var members: [Criterion] = []
      for member in criteria { members.append(try resolved(member)) }
      rule = .group(connective, members)
    }
    return Criterion(
      id: criterion.id, label: criterion.label, text: criterion.text,
      requirements: try resolved(criterion.requirements),
      exceptions: try resolved(criterion.exceptions), rule: rule)
  }

  mutating func resolved(_ conditions: [FactCondition]) throws(UndecodableText) -> [FactCondition] {
    var result: [FactCondition] = []
    for condition in conditions {
      switch condition {
      case .test: result.append(condition)
      case .group(let connective, let members):
        result.append(.group(connective, try resolved(members)))
      case .reference(let reference): result.append(.reference(try resolved(reference)))
      }
    }
    return result
  }

  private mutating func resolved(_ reference: CriterionReference) throws(UndecodableText)
    -> CriterionReference
  {
    guard let criterion = criteria[reference.id], open.insert(reference.id).inserted else {
      throw UndecodableText(text: reference.id)
    }
    defer { open.remove(reference.id) }
    return CriterionReference(id: reference.id, condition: try resolved(criterion).condition)
  }
}

extension FactCondition {
  /// With the labels of the criteria that are referred to, which are printed, for their ids.
  fileprivate func naming(_ label: (String) -> String) -> FactCondition {
    switch self {
    case .test: self
    case .group(let connective, let conditions):
      .group(connective, conditions.map { $0.naming(label) })
    case .reference(let reference): .reference(reference.naming(label))
    }
  }

  /// The words of the tests and references that are printed of it.
  fileprivate func spoken(in table: DecisionTable) -> [String] {
    let spoken: (question: String, answer: String)
    switch self {
    case .test(let test): spoken = table.spoken(test)
    case .reference(let reference): spoken = table.spoken(reference)
    case .group(_, let conditions): return conditions.flatMap { $0.spoken(in: table) }
    }
    return ["\(spoken.question) \(spoken.answer)".singleSpaced]
  }
}

extension CriterionReference {
  fileprivate func naming(_ label: (String) -> String) -> CriterionReference {
    CriterionReference(id: label(id), condition: condition.naming(label))
  }
}

extension Criterion {
  fileprivate func withoutIDs(_ label: (String) -> String) -> Criterion {
    let bare: Rule =
      switch rule {
      case .test: rule
      case .group(let connective, let members):
        .group(connective, members.map { $0.withoutIDs(label) })
      case .reference(let reference): .reference(reference.naming(label))
      }
    return Criterion(
      id: "", label: self.label, text: text.singleSpaced,
      requirements: requirements.map { $0.naming(label) },
      exceptions: exceptions.map { $0.naming(label) }, rule: bare)
  }

  /// The conditions of this criterion and of those under it, in document order.
  fileprivate var conditions: [FactCondition] {
    let own = requirements + exceptions
    if case .group(_, let members) = rule { return own + members.flatMap(\.conditions) }
    return own
  }
}
