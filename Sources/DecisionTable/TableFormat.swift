package import JSONText
internal import Values

/// The body of `decision-table.json`, format version 1; `docs/decision-table.md` describes it.
extension DecisionTable {
  package static let formatName = "policyc decision table"
  package static let formatVersion = 1

  /// The members `facts`, `scope`, `statements` and `bindings`.
  package var json: JSON {
    [
      "facts": .array(facts.map(\.json)),
      "scope": scope.json,
      "statements": .array(
        statements.map { statement in
          .object(
            [JSON.Member("outcome", .string(statement.outcome.rawValue))]
              + (statement.criterion.json.object ?? []))
        }),
      "bindings": .array(bindings.map(\.json)),
    ]
  }
}

extension Fact {
  fileprivate var json: JSON {
    let declared: (type: JSON, of: JSON?, terms: JSON?) =
      switch type {
      case .boolean: ("boolean", nil, nil)
      case .code: ("code", nil, nil)
      case .choice(let values): ("choice", .array(values.map(JSON.string)), nil)
      case .set(let terminology, let terms):
        (
          "set", .string(terminology),
          .array(terms.map { ["id": .string($0.id), "label": .string($0.label)] })
        )
      }
    return .object([
      "id": .string(id), "type": declared.type, "of": declared.of, "terms": declared.terms,
      "ask": .string(question),
    ])
  }
}

extension UnaryTest {
  fileprivate var json: JSON {
    ["fact": .string(fact), "in": .array(values.map(\.json))]
  }
}

extension Value {
  fileprivate var json: JSON {
    if case .boolean(let value) = self { .boolean(value) } else { .string(text) }
  }
}

extension Condition {
  fileprivate var json: JSON {
    switch self {
    case .test(let test): test.json
    case .group(let connective, let conditions):
      .object([connective.member(.array(conditions.map(\.json)))])
    }
  }
}

extension Criterion {
  fileprivate var json: JSON {
    let ruleMember =
      switch rule {
      case .test(let test): JSON.Member("when", test.json)
      case .group(let connective, let criteria):
        connective.member(.array(criteria.map(\.json)))
      }
    var members = [
      JSON.Member("label", .string(label)), JSON.Member("id", .string(id)),
      JSON.Member("text", .string(text)),
    ]
    if !requirements.isEmpty {
      members.append(JSON.Member("require", .array(requirements.map(\.json))))
    }
    if !exceptions.isEmpty {
      members.append(JSON.Member("unless", .array(exceptions.map(\.json))))
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
