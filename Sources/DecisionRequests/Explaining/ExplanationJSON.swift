internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
internal import Values

extension ExplainedAnswer {
  /// The member `explanation`; `explanation.schema.json` describes it.
  var json: JSON {
    .object([
      "scope": json(CriteriaTree.scope),
      "statements": .array(
        zip(tree.statements, table.decider.table.statements).map { part, statement in
          .object(
            [JSON.Member("outcome", .string(statement.outcome.rawValue))]
              + (json(part).object ?? []))
        }),
      "near_misses": .array(explanation.nearMisses.map(json)),
      "near_misses_complete": .boolean(explanation.hasAllNearMisses),
    ])
  }

  private func json(_ part: Int) -> JSON {
    let children = tree.parts[part].children
    func list(_ role: CriteriaTree.Part.Role) -> JSON? {
      let members = children.filter { tree.parts[$0].role == role }
      return members.isEmpty ? nil : .array(members.map(json))
    }
    let state = JSON.string(explanation.states[part].rawValue)
    switch tree.parts[part].content {
    case .test(let test):
      let via = established.filter { $0.fact == test.fact && test.values.contains(.word($0.term)) }
      return .object([
        "state": state, "test": .string(table.decider.table.printed(test)),
        "fact": .string(test.fact),
        "read": stated(test.fact),
        "via": via.isEmpty ? nil : .array(via.map { .string($0.code.description) }),
      ])
    case .group(let connective):
      return .object(
        [JSON.Member("state", state)] + members(connective, children))
    case .criterion(let criterion):
      let own: JSON = .object([
        "label": .string(criterion.label), "id": .string(criterion.id),
        "text": .string(criterion.text), "anchor": .string(anchor(criterion.label)),
        "state": state, "require": list(.requirement), "unless": list(.exception),
        "when": children.first { tree.parts[$0].role == .rule }.map(json),
      ])
      guard let connective = tree.connective(of: part) else { return own }
      return .object(
        (own.object ?? [])
          + members(connective, children.filter { tree.parts[$0].role == .member }))
    }
  }

  /// The members of a group as tables have them: `any_of: […]`, `some_of: {at_least: 2, of: […]}`.
  private func members(_ connective: Connective, _ children: [Int]) -> [JSON.Member] {
    let members = JSON.array(children.map(json))
    guard case .atLeast(let least) = connective else {
      return [JSON.Member(connective.key.rawValue, members)]
    }
    return [
      JSON.Member(
        connective.key.rawValue, ["at_least": .number(String(least)), "of": members])
    ]
  }

  private func json(_ miss: NearMiss) -> JSON {
    let change: JSON.Member =
      switch miss.change {
      case .value(let value): JSON.Member("value", value.json)
      case .present(let term): JSON.Member("present", .string(term))
      case .absent(let term): JSON.Member("absent", .string(term))
      }
    return .object([
      JSON.Member("fact", .string(miss.fact)), change,
      JSON.Member("result", .string(miss.verdict.result.rawValue)),
      JSON.Member("outcome", miss.verdict.outcome.map { .string($0.rawValue) } ?? .null),
      JSON.Member("criteria", .array(miss.verdict.criteria.map(JSON.string))),
      JSON.Member("needs", .array(miss.verdict.needs.map(JSON.string))),
    ])
  }
}
