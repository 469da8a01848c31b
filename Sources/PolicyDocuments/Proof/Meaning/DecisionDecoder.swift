internal import DecisionTable
internal import DecisionWording
internal import PolicyModel
internal import Values

/// A printed phrase, test or outcome that does not mean anything, or text that does not belong to
/// the criteria.
struct UndecodableText: Error {
  let text: String
}

/// Understands the items of a printed decision: their phrases, tests and references.
struct DecisionDecoder {
  private let facts: [Fact]
  /// The text of each condition, in document order.
  private(set) var conditionTexts: [String] = []

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
      id: "", label: item.label, text: item.text, requirements: requirements,
      exceptions: exceptions, rule: rule)
  }

  mutating func conditions(_ items: [PrintedDecision.Item]) throws(UndecodableText)
    -> [FactCondition]
  {
    var conditions: [FactCondition] = []
    for item in items {
      guard item.label.isEmpty else { throw UndecodableText(text: item.label) }
      if !item.text.isEmpty { conditionTexts.append(item.text) }
      if let group = item.groups.first, item.groups.count == 1, item.test.isEmpty {
        conditions.append(
          .group(try connective(group.phrase), try self.conditions(group.members)))
      } else {
        guard item.groups.isEmpty else { throw UndecodableText(text: item.text) }
        if let label = reference(item.test) {
          conditions.append(
            .reference(CriterionReference(id: label, condition: .group(.allOf, []))))
        } else {
          conditions.append(.test(try test(item.test)))
        }
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

  /// `conditions: hepatitis_c or hepatitis_b`. Names do not contain spaces.
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
