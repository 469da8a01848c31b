package import JSONText
internal import Values

extension JSON {
  /// As a request states it.
  package init(_ value: FactValue) {
    func name(_ member: SetMember) -> JSON {
      switch member {
      case .term(let term): .string(term)
      case .code(let code): .string(code.description)
      }
    }
    switch value {
    case .boolean(let value): self = .boolean(value)
    case .code(let code): self = .string(code.description)
    case .choice(let word): self = .string(word)
    case .set(let members): self = .array(members.map(name))
    case .partialSet(let present, let absent):
      self = ["present": .array(present.map(name)), "absent": .array(absent.map(name))]
    case .quantity(let number, nil): self = .number(number.description)
    case .quantity(let number, let unit?):
      self = ["value": .number(number.description), "unit": .string(unit)]
    case .date(let date): self = .string(date.description)
    }
  }
}
