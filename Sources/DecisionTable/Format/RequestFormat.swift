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
    case .range(let interval, let unit):
      .object(
        interval.bounds.map { JSON.Member($0.key.rawValue, .number($0.value.description)) }
          + (unit.map { [JSON.Member("unit", .string($0))] } ?? []))
    case .days(let from?, let until?):
      CalendarPeriod(from: from, until: until).map { .string($0.description) }
        ?? ["from": .string(from.description), "until": .string(until.description)]
    case .days(let from, let until):
      .object(
        (from.map { [JSON.Member("from", .string($0.description))] } ?? [])
          + (until.map { [JSON.Member("until", .string($0.description))] } ?? []))
    case .oneOf(let values): ["one_of": .array(values.map(\.json))]
    case .noneOf(let values): ["not": .array(values.map(\.json))]
    case .records(let list): list.json
    }
  }
}

extension Alternative {
  fileprivate var json: JSON {
    switch self {
    case .choice(let word): .string(word)
    case .code(let code): .string(code.description)
    }
  }
}

extension RecordList {
  fileprivate var json: JSON {
    let entries = JSON.array(entries.map(\.json))
    switch completeness {
    case .complete: return entries
    case .open: return ["present": entries]
    case .within(let from, let until):
      let ends = [from.map { ("from", $0) }, until.map { ("until", $0) }].compactMap { $0 }
      return [
        "present": entries,
        "complete": .object(ends.map { JSON.Member($0.0, .string($0.1.description)) }),
      ]
    }
  }
}

extension RecordEntry {
  fileprivate var json: JSON {
    let known = attributes.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
    return .object((day.json.map { [JSON.Member("date", $0)] } ?? []) + known)
  }
}

extension EntryDay {
  /// Nil for a day of which nothing is known.
  fileprivate var json: JSON? {
    switch self {
    case .on(let date): .string(date.description)
    case .between(nil, nil): nil
    case .between(let from, let until): FactValue.days(from: from, until: until).json
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
