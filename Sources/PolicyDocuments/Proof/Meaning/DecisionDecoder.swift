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

  /// - Parameter isExcluded: whether the criterion must not be met.
  mutating func criterion(_ item: PrintedDecision.Item, isExcluded: Bool = false)
    throws(UndecodableText) -> Criterion
  {
    var groups = item.groups[...]
    var requirements: [FactCondition] = []
    var exceptions: [FactCondition] = []
    if let group = groups.first, group.phrase == ConjunctPhrase.requirements {
      requirements = try conditions(group.members, isExcluded: isExcluded)
      groups = groups.dropFirst()
    }
    if let group = groups.first, group.phrase == ConjunctPhrase.exceptions {
      exceptions = try conditions(group.members, isExcluded: !isExcluded)
      groups = groups.dropFirst()
    }
    let rule: Criterion.Rule
    if let group = groups.first, groups.count == 1, item.test.isEmpty {
      let connective = try connective(group.phrase)
      var members: [Criterion] = []
      for member in group.members {
        members.append(
          try criterion(member, isExcluded: isExcluded != (connective == .noneOf)))
      }
      rule = .group(connective, members)
    } else if groups.isEmpty {
      rule =
        if let label = reference(item.test) {
          .reference(CriterionReference(id: label, condition: .group(.allOf, [])))
        } else { .test(try test(item.test, isExcluded: isExcluded)) }
    } else {
      throw UndecodableText(text: "\(item.label) \(groups.map(\.phrase).joined(separator: " "))")
    }
    return Criterion(
      id: "", label: item.label, text: item.text, requirements: requirements,
      exceptions: exceptions, rule: rule)
  }

  /// - Parameter isExcluded: whether the conditions must not hold.
  mutating func conditions(_ items: [PrintedDecision.Item], isExcluded: Bool = false)
    throws(UndecodableText) -> [FactCondition]
  {
    var conditions: [FactCondition] = []
    for item in items {
      guard item.label.isEmpty else { throw UndecodableText(text: item.label) }
      if !item.text.isEmpty { conditionTexts.append(item.text) }
      if let group = item.groups.first, item.groups.count == 1, item.test.isEmpty {
        let connective = try connective(group.phrase)
        conditions.append(
          .group(
            connective,
            try self.conditions(
              group.members, isExcluded: isExcluded != (connective == .noneOf))))
      } else {
        guard item.groups.isEmpty else { throw UndecodableText(text: item.text) }
        if let label = reference(item.test) {
          conditions.append(
            .reference(CriterionReference(id: label, condition: .group(.allOf, []))))
        } else {
          conditions.append(.test(try test(item.test, isExcluded: isExcluded)))
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

  private func test(_ text: String, isExcluded: Bool) throws(UndecodableText) -> UnaryTest {
    guard let test = UnaryTest(printed: text, of: facts, isExcluded: isExcluded) else {
      throw UndecodableText(text: text)
    }
    return test
  }
}
