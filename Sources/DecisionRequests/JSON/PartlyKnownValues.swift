internal import DecisionTable
internal import JSONText
internal import Values

/// Objects that state a scalar fact: a quantity with its unit, a range of numbers or of days, or a
/// choice among values.
extension Facts {
  mutating func read(
    scalar object: Int, of values: JSONTokens, as layout: UnsafePointer<FactLayout>
  ) throws(RequestError) {
    let first = values.end(of: object) > object + 1 ? values.string(of: object + 1) : ""
    switch layout.pointee.kind {
    case .choice, .code: try read(alternatives: object, of: values, as: layout)
    case .date: try read(days: object, of: values, as: layout)
    case .duration where StatedDay(rawValue: first) != nil:
      try read(days: object, of: values, as: layout)
    case .number, .duration:
      if values.member("value", of: object) != nil {
        try read(quantity: object, of: values, as: layout)
      } else {
        try read(range: object, of: values, as: layout)
      }
    default: throw wrongType(of: layout, "an object")
    }
  }

  /// `{"value": 20, "unit": "a"}`.
  private mutating func read(
    quantity object: Int, of values: JSONTokens, as layout: UnsafePointer<FactLayout>
  ) throws(RequestError) {
    guard let value = values.member("value", of: object),
      let unit = values.member("unit", of: object),
      values[value].kind == .number, values[unit].kind == .string,
      values.end(of: object) == object + 5
    else {
      throw wrongType(of: layout, "an object with other members than a `value` and its `unit`")
    }
    try read(quantity: values.bytes(of: value), unit: values.string(of: unit), as: layout)
  }

  /// `{"at_least": 7, "under": 9, "unit": "a"}`.
  private mutating func read(
    range object: Int, of values: JSONTokens, as layout: UnsafePointer<FactLayout>
  ) throws(RequestError) {
    var unit: String?
    var range = StatedRange<Interval.Bound>()
    try forEachMember(of: object, of: values) { (name, value) throws(RequestError) in
      if name == "unit", values[value].kind == .string {
        unit = values.string(of: value)
        return
      }
      guard let key = StatedBound(rawValue: name), values[value].kind == .number else {
        throw notABound(name, of: layout)
      }
      guard let number = ExactDecimal(values.bytes(of: value)) else {
        throw tooPrecise(values.bytes(of: value), of: layout)
      }
      guard range.add(.init(number, isIncluded: key.isIncluded), isLower: key.isLower) else {
        throw twoBounds(of: layout)
      }
    }
    let stated = Interval(lower: range.lower, upper: range.upper)
    guard !stated.bounds.isEmpty else { throw wrongType(of: layout, "an object without a bound") }
    try checked { (facts) throws(FactError) in try facts.set(stated, unit: unit, of: layout) }
  }

  /// `{"from": "2023-01-01", "until": "2024-06-30"}`.
  private mutating func read(
    days object: Int, of values: JSONTokens, as layout: UnsafePointer<FactLayout>
  ) throws(RequestError) {
    var range = StatedRange<CalendarDate>()
    try forEachMember(of: object, of: values) { (name, value) throws(RequestError) in
      guard let key = StatedDay(rawValue: name), values[value].kind == .string else {
        throw notABound(name, of: layout)
      }
      let text = values.string(of: value)
      let fact = fact(of: layout)
      guard let day = CalendarDate(text) else { throw RequestError(badDate: text, of: fact.id) }
      guard let end = key.end(day) else {
        throw RequestError(FactError.noValueLeft(fact: fact.id, expected: fact.type))
      }
      guard range.add(end, isLower: key.isLower) else { throw twoBounds(of: layout) }
    }
    guard range.lower != nil || range.upper != nil else {
      throw wrongType(of: layout, "an object without a bound")
    }
    try checked { (facts) throws(FactError) in
      try facts.set(from: range.lower, until: range.upper, of: layout)
    }
  }

  /// `{"one_of": ["former", "never"]}` or `{"not": ["current"]}`.
  private mutating func read(
    alternatives object: Int, of values: JSONTokens, as layout: UnsafePointer<FactLayout>
  ) throws(RequestError) {
    guard values.end(of: object) > object + 2, values.end(of: object + 2) == values.end(of: object),
      values.isEqual(object + 1, "one_of") || values.isEqual(object + 1, "not"),
      values[object + 2].kind == .array
    else {
      throw wrongType(of: layout, "an object with other members than one list, `one_of` or `not`")
    }
    var alternatives: [Alternative] = []
    var index = object + 3
    while index < values.end(of: object) {
      guard values[index].kind == .string else {
        throw RequestError(
          .wrongType,
          "`\(fact(of: layout).id)` is one of a list of strings, and \(JSON(values, index).kind) is not one"
        )
      }
      alternatives.append(
        layout.pointee.kind == .code
          ? .code(try code(values.bytes(of: index), of: layout))
          : .choice(values.string(of: index)))
      index += 1
    }
    let areExcluded = values.isEqual(object + 1, "not")
    try checked { (facts) throws(FactError) in
      try facts.set(alternatives, areExcluded: areExcluded, of: layout)
    }
  }

  private func forEachMember(
    of object: Int, of values: JSONTokens,
    _ body: (_ name: String, _ value: Int) throws(RequestError) -> Void
  ) throws(RequestError) {
    let end = values.end(of: object)
    var index = object + 1
    while index < end {
      try body(values.string(of: index), index + 1)
      index = values.end(of: index + 1)
    }
  }

  private func notABound(_ name: String, of layout: UnsafePointer<FactLayout>) -> RequestError {
    wrongType(of: layout, "an object whose `\(name)` is not the bound of a range")
  }

  private func twoBounds(of layout: UnsafePointer<FactLayout>) -> RequestError {
    wrongType(of: layout, "a range with two bounds on one side")
  }
}
