internal import DecisionTable
internal import JSONText
internal import Values

extension Facts {
  /// States the facts of an object of a request; null is unknown.
  mutating func read(_ object: Int, of tape: borrowing JSONTape, for decider: Decider)
    throws(RequestError)
  {
    let end = tape.end(of: object)
    var place = object + 1
    while place < end {
      guard let fact = decider.names.place(of: tape.bytes(of: place)) else {
        throw RequestError(
          .unknownFact(tape.string(of: place), known: decider.table.facts.map(\.id)))
      }
      if tape[place + 1].kind != .null {
        var failure: RequestError?
        decider.layoutReference(of: fact)._withUnsafeGuaranteedRef { layout in
          do throws(RequestError) {
            try read(value: place + 1, of: tape, as: layout)
          } catch {
            failure = error
          }
        }
        if let failure { throw failure }
      }
      place = tape.end(of: place + 1)
    }
  }

  private mutating func read(
    value: Int, of tape: borrowing JSONTape, as layout: FactLayout
  ) throws(RequestError) {
    switch (layout.kind, tape[value].kind) {
    case (.boolean, .yes): set(true, of: layout)
    case (.boolean, .no): set(false, of: layout)
    case (.choice, .string): try read(word: tape.bytes(of: value), as: layout)
    case (.code, .string): try read(code: tape.bytes(of: value), as: layout)
    case (.date, .string), (.duration, .string):
      try read(date: tape.bytes(of: value), as: layout)
    case (.number, .number), (.duration, .number):
      try read(quantity: tape.bytes(of: value), unit: nil, as: layout)
    case (.number, .object), (.duration, .object): try read(quantity: value, of: tape, as: layout)
    case (.set, .array), (.set, .object): try read(set: value, of: tape, as: layout)
    default: throw layout.wrongType(JSON(tape, value).kind)
    }
  }

  // MARK: Texts, of whatever format

  mutating func read(word: UnsafeBufferPointer<UInt8>, as layout: FactLayout)
    throws(RequestError)
  {
    if set(word: word, of: layout) { return }
    var known: [String] = []
    if case .choice(let words) = layout.fact.type { known = words }
    throw RequestError(
      .unknownWord(
        fact: layout.fact.id, word: String(decoding: word, as: UTF8.self), known: known))
  }

  mutating func read(code text: UnsafeBufferPointer<UInt8>, as layout: FactLayout)
    throws(RequestError)
  {
    let code = try layout.code(text)
    try checked { (facts) throws(FactError) in try facts.set(code, of: layout) }
  }

  mutating func read(date text: UnsafeBufferPointer<UInt8>, as layout: FactLayout)
    throws(RequestError)
  {
    guard let date = CalendarDate(text) else {
      throw RequestError(
        .badDate,
        "`\(layout.fact.id)`: `\(String(decoding: text, as: UTF8.self))` is no date like 2024-02-01"
      )
    }
    try checked { (facts) throws(FactError) in try facts.set(date, of: layout) }
  }

  mutating func read(
    quantity digits: UnsafeBufferPointer<UInt8>, unit: String?, as layout: FactLayout
  ) throws(RequestError) {
    guard let value = Decimal(digits) else {
      throw RequestError(
        .outOfRange(
          fact: layout.fact.id, value: String(decoding: digits, as: UTF8.self),
          expected: layout.fact.type))
    }
    try checked { (facts) throws(FactError) in try facts.set(value, unit: unit, of: layout) }
  }

  /// A term of a set that is present or absent, or a code that is present.
  mutating func read(
    member text: UnsafeBufferPointer<UInt8>, isPresent: Bool, as layout: FactLayout,
    _ set: SetLayout
  ) throws(RequestError) {
    if let term = set.names.place(of: text) {
      state(term, isPresent: isPresent, of: set)
    } else if text.contains(UInt8(ascii: ":")) {
      let code = try layout.code(text)
      if isPresent { state(code, of: set) }
    } else {
      throw RequestError(
        .unknownWord(
          fact: layout.fact.id, word: String(decoding: text, as: UTF8.self),
          known: set.terms.map(\.id)))
    }
  }

  // MARK: Objects and lists

  /// `{"value": 20, "unit": "a"}`.
  private mutating func read(
    quantity object: Int, of tape: borrowing JSONTape, as layout: FactLayout
  ) throws(RequestError) {
    guard let value = tape.member("value", of: object), let unit = tape.member("unit", of: object),
      tape[value].kind == .number, tape[unit].kind == .string,
      tape.end(of: object) == object + 5
    else { throw layout.wrongType("an object without just a `value` and its `unit`") }
    try read(quantity: tape.bytes(of: value), unit: tape.string(of: unit), as: layout)
  }

  /// A complete list, or `{"present": […], "absent": […]}`.
  private mutating func read(set value: Int, of tape: borrowing JSONTape, as layout: FactLayout)
    throws(RequestError)
  {
    guard let set = layout.set else { return }
    if tape[value].kind == .array {
      beginSet(isComplete: true, of: set)
      try read(list: value, isPresent: true, of: tape, as: layout, set)
    } else {
      beginSet(isComplete: false, of: set)
      let end = tape.end(of: value)
      var place = value + 1
      while place < end {
        let isPresent = tape.isEqual(place, "present")
        guard isPresent || tape.isEqual(place, "absent"), tape[place + 1].kind == .array else {
          throw layout.wrongType("an object with `\(tape.string(of: place))`")
        }
        try read(list: place + 1, isPresent: isPresent, of: tape, as: layout, set)
        place = tape.end(of: place + 1)
      }
    }
    try checked { (facts) throws(FactError) in try facts.endSet(of: layout) }
  }

  private mutating func read(
    list: Int, isPresent: Bool, of tape: borrowing JSONTape, as layout: FactLayout,
    _ set: SetLayout
  ) throws(RequestError) {
    let end = tape.end(of: list)
    var place = list + 1
    while place < end {
      guard tape[place].kind == .string else {
        throw RequestError(
          .wrongType, "`\(layout.fact.id)` holds strings, not \(JSON(tape, place).kind)")
      }
      try read(member: tape.bytes(of: place), isPresent: isPresent, as: layout, set)
      place += 1
    }
  }

  mutating func checked(_ state: (inout Facts) throws(FactError) -> Void)
    throws(RequestError)
  {
    do throws(FactError) {
      try state(&self)
    } catch {
      throw RequestError(error)
    }
  }
}

extension FactLayout {
  fileprivate func code(_ text: UnsafeBufferPointer<UInt8>) throws(RequestError) -> Code {
    if let code = Code(text) { return code }
    do throws(CodeError) {
      return try Code(String(decoding: text, as: UTF8.self))
    } catch {
      throw RequestError(error, of: fact.id)
    }
  }

  func wrongType(_ found: String) -> RequestError {
    RequestError(.wrongType(fact: fact.id, expected: fact.type, found: found))
  }
}
