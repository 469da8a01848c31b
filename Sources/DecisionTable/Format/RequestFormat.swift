package import JSONText
internal import Values

extension FactValue {
  /// As a request states it.
  package var json: JSON {
    switch self {
    case .boolean(let value): .boolean(value)
    case .code(let code): .string(code.description)
    case .choice(let word): .string(word)
    case .set(let members): .array(members.map(\.json))
    case .partialSet(let present, let absent):
      ["present": .array(present.map(\.json)), "absent": .array(absent.map(\.json))]
    case .quantity(let value, nil): .number(value.description)
    case .quantity(let value, let unit?):
      ["value": .number(value.description), "unit": .string(unit)]
    case .date(let date): .string(date.description)
    }
  }
}

extension SetMember {
  fileprivate var json: JSON {
    switch self {
    case .term(let id): .string(id)
    case .code(let code): .string(code.description)
    }
  }
}

extension [String: FactValue] {
  /// The facts of a request, in the order in which they are declared.
  package func json(in order: [Fact]) -> JSON {
    .object(order.compactMap { fact in self[fact.id].map { JSON.Member(fact.id, $0.json) } })
  }
}
