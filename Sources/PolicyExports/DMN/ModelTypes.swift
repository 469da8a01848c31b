internal import DMN
internal import DecisionTable
internal import Values

/// The types of a model: one for each fact with its own set of values, and those of the answers.
enum ModelTypes {
  static let presence = "tPresence"
  static let answer = "tAnswer"
  static let labels = "tLabels"
  static let facts = "tFacts"

  /// The type of a scalar fact.
  static func name(of fact: Fact) -> String {
    switch fact.type {
    case .boolean: "boolean"
    case .code: "string"
    case .date: "date"
    case .choice, .set, .records: "t_\(fact.id)"
    case .duration: "t_\(fact.id)"
    case .number(let type):
      type.minimum == nil && type.maximum == nil ? "number" : "t_\(fact.id)"
    }
  }

  /// The name of the decision that classifies a scalar fact.
  static func reading(of fact: Fact) -> String {
    if case .code = fact.type { "\(fact.id)_code" } else { "\(fact.id)_state" }
  }

  /// The item definition of a fact; nil where a type of FEEL is enough.
  ///
  /// - Parameter terms: for a set, the terms that the decision depends on.
  static func definition(of fact: Fact, terms: [String]) -> ItemDefinition? {
    switch fact.type {
    case .boolean, .code, .date: return nil
    case .choice(let words):
      return ItemDefinition(
        name: name(of: fact),
        content: .values(
          of: "string", allowed: .anyOf(words.map { .equal(.string($0)) } + [.equal(.null)])))
    case .set:
      return ItemDefinition(
        name: name(of: fact),
        content: .structure(
          terms.map { ItemDefinition(name: $0, content: .values(of: presence, allowed: nil)) }))
    case .duration:
      return ItemDefinition(
        name: name(of: fact),
        content: .values(
          of: "number",
          allowed: .anyOf([.comparison(.atLeast, .number(ExactDecimal(0))), .equal(.null)])))
    case .number(let type):
      guard let test = range(type) else { return nil }
      return ItemDefinition(
        name: name(of: fact),
        content: .values(of: "number", allowed: .anyOf([test, .equal(.null)])))
    case .records: preconditionFailure("a record in DMN")
    }
  }

  private static func range(_ type: NumberType) -> PositiveUnaryTest? {
    switch (type.minimum, type.maximum) {
    case (let minimum?, let maximum?):
      .interval(
        FEELInterval(
          from: .init(.number(minimum), isIncluded: true),
          to: .init(.number(maximum), isIncluded: true)))
    case (let minimum?, nil): .comparison(.atLeast, .number(minimum))
    case (nil, let maximum?): .comparison(.atMost, .number(maximum))
    case (nil, nil): nil
    }
  }

  static let presenceDefinition = ItemDefinition(
    name: presence,
    content: .values(
      of: "string",
      allowed: words([ModelColumn.present, ModelColumn.absent, ModelColumn.unknownMember])))

  /// The lists do not restrict their members, because versions of DMN disagree on whether allowed
  /// values apply to a list or to its members. The output of the table lists them.
  static let answerDefinitions = [
    ItemDefinition(
      name: answer,
      content: .structure([
        ItemDefinition(name: "result", content: .values(of: "string", allowed: results)),
        ItemDefinition(name: "outcome", content: .values(of: "string", allowed: outcomes)),
        ItemDefinition(name: "statement", content: .values(of: "string", allowed: nil)),
      ])),
    ItemDefinition(name: labels, isCollection: true, content: .values(of: "string", allowed: nil)),
    ItemDefinition(name: facts, isCollection: true, content: .values(of: "string", allowed: nil)),
  ]

  static let results = words(Verdict.Result.allCases.map(\.rawValue))
  static let outcomes: UnaryTests = .anyOf(
    Outcome.allCases.map { .equal(.string($0.rawValue)) } + [.equal(.null)])

  static func words(_ words: [String]) -> UnaryTests { .anyOf(words.map { .equal(.string($0)) }) }
}
