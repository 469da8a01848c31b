internal import JSONText
internal import Values

extension DecisionTable {
  init(_ body: TableReader, _ version: TableVersion) throws(TableError) {
    var facts: [Fact] = []
    for entry in try body.elements("facts") {
      let fact = try Fact(entry)
      guard !facts.contains(where: { $0.id == fact.id }) else {
        throw entry.malformed("the fact `\(fact.id)` is declared twice")
      }
      facts.append(fact)
    }
    let scope = try FactCondition(try body.member("scope"), facts)
    var statements: [Statement] = []
    for entry in try body.elements("statements") {
      let name = try entry.text("outcome")
      guard let outcome = Outcome(rawValue: name) else {
        throw entry.malformed("`\(name)` is not an outcome")
      }
      statements.append(Statement(outcome: outcome, criterion: try Criterion(entry, facts)))
    }
    var bindings: [CodeBinding] = []
    for entry in try body.elements("bindings") { bindings.append(try CodeBinding(entry)) }
    var complete: [CompleteCodeSystem] = []
    if version != .one, let list = body.optional("complete_systems") {
      for entry in try list.elements() { complete.append(try CompleteCodeSystem(entry)) }
    }
    var periods: [CodePeriod] = []
    if let list = body.optional("periods") {
      for entry in try list.elements() { periods.append(try CodePeriod(entry)) }
    }
    self.init(
      facts: facts, scope: scope, statements: statements, bindings: bindings,
      completeSystems: complete,
      periods: periods,
      version: version)
  }
}

extension Fact {
  init(_ entry: TableReader) throws(TableError) {
    let type: FactType
    switch try entry.text("type") {
    case "boolean": type = .boolean
    case "code": type = .code
    case "choice": type = .choice(try entry.texts("of"))
    case "set":
      var terms: [Term] = []
      for term in try entry.elements("terms") {
        terms.append(Term(id: try term.text("id"), label: try term.text("label")))
      }
      type = .set(terminology: try entry.text("of"), terms: terms)
    case "number", "integer":
      type = .number(
        NumberType(
          unit: try entry.optional("unit")?.text(),
          isInteger: try entry.text("type") == "integer",
          minimum: try entry.optional("minimum")?.decimal(),
          maximum: try entry.optional("maximum")?.decimal()))
    case "date": type = .date
    case "duration": type = .duration(try entry.member("unit").calendarUnit())
    case "records": type = .records(try RecordType(entry))
    case let name: throw entry.malformed("`\(name)` is not a type of fact")
    }
    var labels: [String: String] = [:]
    if case .choice(let words) = type, entry.optional("labels") != nil {
      let texts = try entry.texts("labels")
      guard texts.count == words.count else {
        throw entry.malformed("there are \(texts.count) labels for \(words.count) values")
      }
      labels = Dictionary(zip(words, texts)) { first, _ in first }.filter { $0.key != $0.value }
    }
    self.init(
      id: try entry.text("id"), type: type, question: try entry.text("ask"),
      label: try entry.optional("label")?.text(), valueLabels: labels)
  }
}

extension UnaryTest {
  init(_ entry: TableReader, _ facts: [Fact]) throws(TableError) {
    let id = try entry.text("fact")
    guard let fact = facts.first(where: { $0.id == id }) else {
      throw entry.malformed("the fact `\(id)` is not declared")
    }
    let elements = try entry.elements("in")
    guard !elements.isEmpty else { throw entry.malformed("the test names no value") }
    var values: [TestValue] = []
    for element in elements { values.append(try TestValue(element, of: fact)) }
    self.init(fact: id, values: values)
  }
}

extension TestValue {
  init(_ entry: TableReader, of fact: Fact) throws(TableError) {
    switch fact.type {
    case .boolean:
      guard let value = entry.json.boolean else { throw entry.malformed("expected a boolean") }
      self = .boolean(value)
    case .code: self = .code(try Code(entry))
    case .choice(let known): self = .word(try entry.word(among: known, of: fact))
    case .set(_, let known):
      self = .word(try entry.word(among: known.map(\.id), of: fact))
    case .number, .date, .duration: self = .range(try Interval(entry, of: fact.type))
    case .records(let type): self = .records(try RecordTest(entry, of: type))
    }
  }
}

extension Interval {
  init(_ entry: TableReader, of type: FactType) throws(TableError) {
    func bound(_ included: Key, _ excluded: Key) throws(TableError) -> Bound? {
      var written: [Bound] = []
      for key in [included, excluded] {
        guard let value = entry.optional(key.rawValue) else { continue }
        written.append(Bound(try value.point(of: type), isIncluded: key == included))
      }
      guard written.count < 2 else { throw entry.malformed("two bounds stand on one side") }
      return written.first
    }
    let lower = try bound(.atLeast, .over)
    let upper = try bound(.atMost, .under)
    guard lower != nil || upper != nil else { throw entry.malformed("a range without bounds") }
    self.init(lower: lower, upper: upper)
  }
}

extension TableReader {
  /// A point on the line of a fact.
  fileprivate func point(of type: FactType) throws(TableError) -> ExactDecimal {
    switch type {
    case .date: return ExactDecimal(try date().dayNumber)
    case .duration(let unit):
      let counted = try member("unit").calendarUnit()
      guard counted.isOfMonths == unit.isOfMonths else {
        throw malformed("\(counted.plural) cannot be compared with \(unit.plural)")
      }
      guard let count = try member("value").decimal().integer, count >= 0, count < 100_000 else {
        throw malformed("expected a whole number of \(counted.plural)")
      }
      return ExactDecimal(count * counted.length)
    case .number, .boolean, .code, .choice, .set, .records: return try decimal()
    }
  }

  fileprivate func decimal() throws(TableError) -> ExactDecimal {
    guard case .number(let digits) = json, let value = ExactDecimal(digits) else {
      throw malformed("expected a number of at most \(ExactDecimal.mostDigits) digits")
    }
    return value
  }

  fileprivate func date() throws(TableError) -> CalendarDate {
    guard let date = CalendarDate(try text()) else { throw malformed("expected a date") }
    return date
  }

  fileprivate func calendarUnit() throws(TableError) -> CalendarUnit {
    guard let unit = CalendarUnit(ucum: try text()) else {
      throw malformed("expected one of the units `a`, `mo`, `wk`, `d`")
    }
    return unit
  }
}

extension CodePeriod {
  fileprivate init(_ entry: TableReader) throws(TableError) {
    self.init(
      code: try Code(try entry.member("code")), from: try entry.optional("from")?.date(),
      until: try entry.optional("until")?.date())
  }
}

extension Code {
  fileprivate init(_ entry: TableReader) throws(TableError) {
    let text = try entry.text()
    do throws(CodeError) {
      try self.init(text)
    } catch {
      throw entry.malformed(error.reason)
    }
  }
}

extension CompleteCodeSystem {
  fileprivate init(_ entry: TableReader) throws(TableError) {
    let name = try entry.text("system")
    guard let system = CodeSystem(rawValue: name) else {
      throw entry.malformed("`\(name)` is not a code system")
    }
    self.init(terminology: try entry.text("terminology"), system: system)
  }
}

extension CodeBinding {
  fileprivate init(_ entry: TableReader) throws(TableError) {
    guard let confidence = Confidence(rawValue: try entry.text("confidence")) else {
      throw entry.malformed("the confidence is none of high, medium, low")
    }
    guard let decides = entry.optional("decides")?.json.boolean else {
      throw entry.malformed("expected `decides` to be a boolean")
    }
    self.init(
      terminology: try entry.text("terminology"), code: try Code(try entry.member("code")),
      isCategory: try entry.flag("category"),
      terms: try entry.texts("terms"), confidence: confidence, decides: decides)
  }
}
