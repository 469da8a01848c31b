package import JSONText
internal import Values

/// The body of `decision-table.json`, format version 1; `docs/decision-table.md` describes it.
extension DecisionTable {
  package static let formatName = "policyc decision table"
  package static let formatVersion = 1

  /// The members `facts`, `scope`, `statements` and `bindings`.
  package var json: JSON {
    let types = Dictionary(facts.map { ($0.id, $0.type) }, uniquingKeysWith: { first, _ in first })
    return .object([
      "facts": .array(facts.map(\.json)),
      "scope": scope.json(types),
      "statements": .array(
        statements.map { statement in
          .object(
            [JSON.Member("outcome", .string(statement.outcome.rawValue))]
              + (statement.criterion.json(types).object ?? []))
        }),
      "bindings": .array(bindings.map(\.json)),
      "periods": periods.isEmpty ? nil : .array(periods.map(\.json)),
    ])
  }
}

extension Fact {
  fileprivate var json: JSON {
    .object(
      [JSON.Member("id", .string(id))] + type.members + [JSON.Member("ask", .string(question))])
  }
}

extension FactType {
  /// As a table declares it.
  package var json: JSON { .object(members) }

  fileprivate var members: [JSON.Member] {
    switch self {
    case .boolean: [JSON.Member("type", "boolean")]
    case .code: [JSON.Member("type", "code")]
    case .choice(let values):
      [JSON.Member("type", "choice"), JSON.Member("of", .array(values.map(JSON.string)))]
    case .set(let terminology, let terms):
      [
        JSON.Member("type", "set"), JSON.Member("of", .string(terminology)),
        JSON.Member(
          "terms", .array(terms.map { ["id": .string($0.id), "label": .string($0.label)] })),
      ]
    case .number(let type):
      [JSON.Member("type", type.isInteger ? "integer" : "number")]
        + [
          type.unit.map { JSON.Member("unit", .string($0)) },
          type.minimum.map { JSON.Member("minimum", .number($0.description)) },
          type.maximum.map { JSON.Member("maximum", .number($0.description)) },
        ].compactMap { $0 }
    case .date: [JSON.Member("type", "date")]
    case .duration(let unit):
      [JSON.Member("type", "duration"), JSON.Member("unit", .string(unit.ucum))]
    }
  }

  /// A point on the line of the fact, as a test writes it.
  fileprivate func json(_ point: ExactDecimal) -> JSON {
    switch self {
    case .date:
      return .string(
        point.integer.flatMap(CalendarDate.init(dayNumber:))?.description ?? "\(point)")
    case .duration(let unit):
      let count = point.integer ?? 0
      let base: CalendarUnit = unit.isOfMonths ? .months : .days
      let counted = count % unit.length == 0 ? unit : base
      return [
        "value": .number(String(count / counted.length)), "unit": .string(counted.ucum),
      ]
    default: return .number(point.description)
    }
  }
}

extension Interval {
  /// The keys of bounds, in sources and in tables.
  package enum Key: String, CaseIterable, Sendable {
    case atLeast = "at_least"
    case over
    case atMost = "at_most"
    case under
  }

  fileprivate func json(of type: FactType) -> JSON {
    .object(
      [
        lower.map { bound in
          JSON.Member(
            (bound.isIncluded ? Key.atLeast : .over).rawValue, type.json(bound.value))
        },
        upper.map { bound in
          JSON.Member((bound.isIncluded ? Key.atMost : .under).rawValue, type.json(bound.value))
        },
      ].compactMap { $0 })
  }
}

extension UnaryTest {
  fileprivate func json(_ types: [String: FactType]) -> JSON {
    let type = types[fact] ?? .boolean
    return [
      "fact": .string(fact), "in": .array(values.map { $0.json(of: type) }),
    ]
  }
}

extension TestValue {
  /// As a table writes it among the values of a test.
  package func json(of type: FactType) -> JSON {
    switch self {
    case .boolean(let value): .boolean(value)
    case .code, .word: .string(text)
    case .range(let interval): interval.json(of: type)
    }
  }
}

extension CodePeriod {
  fileprivate var json: JSON {
    .object([
      "code": .string(code.description), "from": from.map { .string($0.description) },
      "until": until.map { .string($0.description) },
    ])
  }
}

extension FactCondition {
  fileprivate func json(_ types: [String: FactType]) -> JSON {
    switch self {
    case .test(let test): test.json(types)
    case .group(let connective, let conditions):
      .object([connective.member(.array(conditions.map { $0.json(types) }))])
    case .reference(let reference): reference.json(types)
    }
  }
}

extension CriterionReference {
  /// The condition, with the id of the criterion whose it is beside it.
  fileprivate func json(_ types: [String: FactType]) -> JSON {
    .object(
      (condition.json(types).object ?? []) + [JSON.Member("criterion", .string(id))])
  }
}

extension Criterion {
  fileprivate func json(_ types: [String: FactType]) -> JSON {
    let ruleMember =
      switch rule {
      case .test(let test): JSON.Member("when", test.json(types))
      case .group(let connective, let criteria):
        connective.member(.array(criteria.map { $0.json(types) }))
      case .reference(let reference): JSON.Member("when", reference.json(types))
      }
    var members = [
      JSON.Member("label", .string(label)), JSON.Member("id", .string(id)),
      JSON.Member("text", .string(text)),
    ]
    if !requirements.isEmpty {
      members.append(JSON.Member("require", .array(requirements.map { $0.json(types) })))
    }
    if !exceptions.isEmpty {
      members.append(JSON.Member("unless", .array(exceptions.map { $0.json(types) })))
    }
    return .object(members + [ruleMember])
  }
}

extension Connective {
  /// As in the sources: `any_of: […]`, `some_of: {at_least: 2, of: […]}`.
  fileprivate func member(_ of: JSON) -> JSON.Member {
    if case .atLeast(let least) = self {
      return JSON.Member(key.rawValue, ["at_least": .number(String(least)), "of": of])
    }
    return JSON.Member(key.rawValue, of)
  }
}

extension CodeBinding {
  fileprivate var json: JSON {
    .object([
      "terminology": .string(terminology), "code": .string(code.description),
      "category": isCategory ? true : nil,
      "terms": .array(terms.map(JSON.string)), "confidence": .string(confidence.rawValue),
      "decides": .boolean(decides),
    ])
  }
}
