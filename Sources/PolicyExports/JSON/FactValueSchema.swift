internal import DecisionTable
internal import JSONShapes
internal import JSONText
internal import Values

extension Fact {
  /// What a request can state about the fact, or null.
  var valueSchema: JSONSchema {
    JSONSchema([.description(question), .anyOf(spellings + [.null])])
  }

  private var spellings: [JSONSchema] {
    switch type {
    case .boolean: [JSONSchema(.type(.boolean))]
    case .code: Fact.values(JSONSchema(.reference("code")))
    case .choice(let words): Fact.values(.words(words))
    case .date: Fact.dates
    case .set(_, let terms): Fact.sets(of: terms.map(\.id))
    case .records(let type): Fact.lists(of: type)
    case .number(let type): Fact.numbers(type)
    case .duration(let unit): Fact.dates + Fact.lengths(unit)
    }
  }

  /// A value, some values of which it is one, or some that it is not.
  private static func values(_ value: JSONSchema) -> [JSONSchema] {
    let list = JSONSchema(.type(.array), .items(value))
    return [value]
      + ["one_of", "not"].map { name in
        JSONSchema(
          .type(.object), .required([name]), .properties([.init(name, list)]), .closed)
      }
  }

  /// A day, a month or a year, or a range of days.
  private static let dates = ["date", "period", "days"].map { JSONSchema(.reference($0)) }

  static let days = range(
    StatedDay.allCases.map { ($0.rawValue, $0.isLower) }, of: JSONSchema(.reference("date")))

  private static func lengths(_ unit: CalendarUnit) -> [JSONSchema] {
    let length = JSONSchema(.type(.number), .minimum(0))
    let units = JSONSchema.words(
      CalendarUnit.allCases.filter { $0.isOfMonths == unit.isOfMonths }.map(\.ucum))
    return [length, quantity(length, unit: units), numberRange(unit: units)]
  }

  /// A number in the unit of the fact or in one that converts to it, or a range of numbers.
  private static func numbers(_ type: NumberType) -> [JSONSchema] {
    var keywords: [JSONSchema.Keyword] = [.type(type.isInteger ? .integer : .number)]
    if let minimum = type.minimum { keywords.append(.exactMinimum(minimum.description)) }
    if let maximum = type.maximum { keywords.append(.exactMaximum(maximum.description)) }
    let number = JSONSchema(keywords)
    guard let unit = type.unit else { return [number, numberRange(unit: nil)] }
    // The bounds of the fact are in its unit, so a schema cannot compare a number in another one.
    let other = JSONSchema(.type(.string), .not(.constant(unit)))
    return [
      number, quantity(number, unit: .constant(unit)),
      quantity(JSONSchema(.type(.number)), unit: other), numberRange(unit: .string),
    ]
  }

  private static func quantity(_ value: JSONSchema, unit: JSONSchema) -> JSONSchema {
    JSONSchema(
      .type(.object), .required(["value", "unit"]),
      .properties([.init("value", value), .init("unit", unit)]), .closed)
  }

  private static func numberRange(unit: JSONSchema?) -> JSONSchema {
    range(
      StatedBound.allCases.map { ($0.rawValue, $0.isLower) }, of: JSONSchema(.type(.number)),
      unit: unit)
  }

  /// An object with a bound on one side or on both, and at most one on each.
  private static func range(
    _ bounds: [(name: String, isLower: Bool)], of bound: JSONSchema, unit: JSONSchema? = nil
  ) -> JSONSchema {
    let sides = [true, false].map { side in bounds.filter { $0.isLower == side }.map(\.name) }
    return JSONSchema(
      .type(.object),
      .anyOf(bounds.map { JSONSchema(.required([$0.name])) }),
      .properties(
        bounds.map { .init($0.name, bound) } + (unit.map { [.init("unit", $0)] } ?? [])),
      .closed, .not(JSONSchema(.anyOf(sides.map { JSONSchema(.required($0)) }))))
  }

  /// A complete list, or the members that are present and those that are absent; a term cannot be both.
  private static func sets(of terms: [String]) -> [JSONSchema] {
    let members = JSONSchema(
      .type(.array),
      .items(JSONSchema(.anyOf([.words(terms), JSONSchema(.reference("code"))]))))
    let contradictions = terms.map { term in
      let holds = JSONSchema(.contains(.constant(term)))
      return JSONSchema(
        .required(["present", "absent"]),
        .properties([.init("present", holds), .init("absent", holds)]))
    }
    return [
      members,
      JSONSchema(
        .type(.object),
        .properties([.init("present", members), .init("absent", members)]), .closed,
        .not(JSONSchema(.anyOf(contradictions)))),
    ]
  }
}

extension Fact {
  /// A complete list of entries, or those that are known and the stretch on which there are no others.
  fileprivate static func lists(of type: RecordType) -> [JSONSchema] {
    let day = JSONSchema(.reference("date"))
    let range = ["at_least", "over", "at_most", "under"].map { JSONSchema.Property($0, day) }
    let days: [JSONSchema] = [
      day, JSONSchema(.type(.object), .properties(range), .closed), .null,
    ]
    let entry = JSONSchema(
      .type(.object),
      .properties(
        [.init("date", JSONSchema(.anyOf(days)))]
          + type.attributes.map { .init($0.id, $0.fact.valueSchema) }), .closed)
    let entries = JSONSchema(.type(.array), .items(entry))
    let stretch = JSONSchema(
      .type(.object), .properties([.init("from", day), .init("until", day)]), .closed)
    return [
      entries,
      JSONSchema(
        .type(.object), .required(["present"]),
        .properties([.init("present", entries), .init("complete", stretch)]), .closed),
    ]
  }
}
