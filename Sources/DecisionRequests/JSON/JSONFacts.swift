package import DecisionTable
package import JSONText
internal import Values

extension Facts {
  /// States the facts of an object; null is unknown.
  ///
  /// - Parameter others: the names of facts that are left aside.
  package mutating func read(
    _ object: Int, of values: JSONTokens, for decider: Decider, besides others: Set<String>
  ) throws(RequestError) {
    let end = values.end(of: object)
    var index = object + 1
    while index < end {
      let isNull = values[index + 1].kind == .null
      if let fact = decider.layout.names.index(of: values.bytes(of: index)) {
        if !isNull {
          try read(value: index + 1, of: values, as: decider.layout.layout(of: fact))
        }
      } else {
        let name = values.string(of: index)
        guard others.contains(name) else {
          throw RequestError(.unknownFact(name, known: declared.map(\.id)))
        }
        if !isNull { leaveAside(name) }
      }
      index = values.end(of: index + 1)
    }
  }

  package mutating func read(
    value: Int, of values: JSONTokens, as layout: UnsafePointer<FactLayout>
  ) throws(RequestError) {
    switch (layout.pointee.kind, values[value].kind) {
    case (.boolean, .yes): set(true, of: layout)
    case (.boolean, .no): set(false, of: layout)
    case (.choice, .string): try read(word: values.bytes(of: value), as: layout)
    case (.code, .string): try read(code: values.bytes(of: value), as: layout)
    case (.date, .string), (.duration, .string):
      try read(date: values.bytes(of: value), as: layout)
    case (.number, .number), (.duration, .number):
      try read(quantity: values.bytes(of: value), unit: nil, as: layout)
    case (.set, .array), (.set, .object): try read(set: value, of: values, as: layout)
    case (.records, .array), (.records, .object): try read(records: value, of: values, as: layout)
    case (_, .object): try read(scalar: value, of: values, as: layout)
    default: throw wrongType(of: layout, JSON(values, value).kind)
    }
  }

  // MARK: Texts of any format

  package mutating func read(word: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>)
    throws(RequestError)
  {
    if let known = layout.pointee.words?.index(of: word) { return set(word: known, of: layout) }
    var known: [String] = []
    if case .choice(let words) = fact(of: layout).type { known = words }
    throw RequestError(
      .unknownWord(
        fact: fact(of: layout).id, word: String(decoding: word, as: UTF8.self), known: known))
  }

  package mutating func read(
    code text: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>
  )
    throws(RequestError)
  {
    let code = try code(text, of: layout)
    try checked { (facts) throws(FactError) in try facts.set(code, of: layout) }
  }

  package mutating func read(
    date text: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>
  )
    throws(RequestError)
  {
    if let date = CalendarDate(text) {
      try checked { (facts) throws(FactError) in try facts.set(date, of: layout) }
    } else if let period = CalendarPeriod(text) {
      try checked { (facts) throws(FactError) in
        try facts.set(from: period.first, until: period.last, of: layout)
      }
    } else {
      throw RequestError(
        badDate: String(decoding: text, as: UTF8.self), of: fact(of: layout).id)
    }
  }

  package mutating func read(
    quantity digits: UnsafeBufferPointer<UInt8>, unit: String?, as layout: UnsafePointer<FactLayout>
  ) throws(RequestError) {
    guard let value = ExactDecimal(digits) else {
      throw tooPrecise(digits, of: layout)
    }
    try checked { (facts) throws(FactError) in try facts.set(value, unit: unit, of: layout) }
  }

  /// The error of a number with more digits or a larger exponent than numbers have here.
  func tooPrecise(
    _ digits: UnsafeBufferPointer<UInt8>, of layout: UnsafePointer<FactLayout>
  ) -> RequestError {
    RequestError(
      .outOfRange,
      "`\(fact(of: layout).id)` is a number of at most \(ExactDecimal.mostDigits) digits with an exponent from -6176 to 6111, not `\(String(decoding: digits, as: UTF8.self))`"
    )
  }

  /// States a term of a set as present or absent, or a code as present.
  package mutating func read(
    member text: UnsafeBufferPointer<UInt8>, isPresent: Bool, as layout: UnsafePointer<FactLayout>,
    _ set: UnsafePointer<SetLayout>
  ) throws(RequestError) {
    if let term = set.pointee.names.index(of: text) {
      state(term, isPresent: isPresent, of: set)
    } else if text.contains(UInt8(ascii: ":")) {
      let code = try code(text, of: layout)
      if isPresent { state(code, of: set) }
    } else {
      throw RequestError(
        .unknownWord(
          fact: fact(of: layout).id, word: String(decoding: text, as: UTF8.self),
          known: terms(of: layout).map(\.id)))
    }
  }

  // MARK: Objects and lists

  /// A complete list, or `{"present": […], "absent": […]}`.
  private mutating func read(
    set value: Int, of values: JSONTokens, as layout: UnsafePointer<FactLayout>
  )
    throws(RequestError)
  {
    guard let set = layout.pointee.set else { return }
    if values[value].kind == .array {
      beginSet(isComplete: true, of: set)
      try read(list: value, isPresent: true, of: values, as: layout, set)
    } else {
      beginSet(isComplete: false, of: set)
      let end = values.end(of: value)
      var index = value + 1
      while index < end {
        let isPresent = values.isEqual(index, "present")
        guard isPresent || values.isEqual(index, "absent"), values[index + 1].kind == .array else {
          throw wrongType(of: layout, "an object with `\(values.string(of: index))`")
        }
        try read(list: index + 1, isPresent: isPresent, of: values, as: layout, set)
        index = values.end(of: index + 1)
      }
    }
    try checked { (facts) throws(FactError) in try facts.endSet(of: layout) }
  }

  private mutating func read(
    list: Int, isPresent: Bool, of values: JSONTokens, as layout: UnsafePointer<FactLayout>,
    _ set: UnsafePointer<SetLayout>
  ) throws(RequestError) {
    let end = values.end(of: list)
    var index = list + 1
    while index < end {
      guard values[index].kind == .string else {
        throw RequestError(
          .wrongType,
          "`\(fact(of: layout).id)` is a list of strings, and \(JSON(values, index).kind) is not one"
        )
      }
      try read(member: values.bytes(of: index), isPresent: isPresent, as: layout, set)
      index += 1
    }
  }

  package mutating func checked(_ state: (inout Facts) throws(FactError) -> Void)
    throws(RequestError)
  {
    do throws(FactError) {
      try state(&self)
    } catch {
      throw RequestError(error)
    }
  }

  func code(_ text: UnsafeBufferPointer<UInt8>, of layout: UnsafePointer<FactLayout>)
    throws(RequestError) -> Code
  {
    if let code = Code(text) { return code }
    do throws(CodeError) {
      return try Code(String(decoding: text, as: UTF8.self))
    } catch {
      throw RequestError(error, of: fact(of: layout).id)
    }
  }

  package func wrongType(of layout: UnsafePointer<FactLayout>, _ found: String) -> RequestError {
    let fact = fact(of: layout)
    return RequestError(.wrongType(fact: fact.id, expected: fact.type, found: found))
  }
}
