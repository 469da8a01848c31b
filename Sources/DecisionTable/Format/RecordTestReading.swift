internal import JSONText
internal import Values

extension RecordType {
  init(_ entry: TableReader) throws(TableError) {
    var attributes: [RecordAttribute] = []
    for element in try entry.elements("attributes") {
      let fact = try Fact(element)
      guard let type = AttributeType(fact.type) else {
        throw element.malformed("an attribute cannot be of this type")
      }
      guard fact.id != RecordType.day, !attributes.contains(where: { $0.id == fact.id }) else {
        throw element.malformed("the name `\(fact.id)` is taken")
      }
      attributes.append(RecordAttribute(id: fact.id, type: type, question: fact.question))
    }
    self.init(attributes: attributes)
  }
}

extension RecordTest {
  init(_ entry: TableReader, of type: RecordType) throws(TableError) {
    let facts = type.attributes.map(\.fact)
    var filter = EntryCondition.always
    if let condition = entry.optional("where") {
      guard let read = EntryCondition(try FactCondition(condition, facts)) else {
        throw condition.malformed("a condition on entries refers to a criterion")
      }
      filter = read
    }
    var windows: [RecordWindow] = []
    for window in try entry.optional("within")?.elements() ?? [] {
      if let years = window.optional("calendar_years_before") {
        windows.append(.calendarYear(yearsBefore: try years.count()))
      } else {
        windows.append(.beforeService(try TimeRange(try window.member("before_service"))))
      }
    }
    self.init(try RecordMeasure(entry, facts), filter: filter, windows: windows)
  }
}

extension RecordMeasure {
  fileprivate init(_ entry: TableReader, _ attributes: [Fact]) throws(TableError) {
    for selection in EntrySelection.allCases {
      if let selected = entry.optional(selection.rawValue) {
        let attribute = try selected.attribute(attributes)
        var values: [TestValue] = []
        for value in try selected.member("in").nonEmptyElements() {
          values.append(try TestValue(value, of: attribute))
        }
        self = .attribute(attribute.id, of: selection, isAnyOf: values)
        return
      }
      if let range = entry.optional("since_\(selection.rawValue)") {
        self = .elapsed(since: selection, try TimeRange(range))
        return
      }
    }
    let count = try entry.member("count")
    let integer = FactType.number(
      NumberType(unit: nil, isInteger: true, minimum: nil, maximum: nil))
    let range = try Interval(try count.member("in"), of: integer)
    switch try count.text("of") {
    case "entries": self = .count(.entries, range)
    case "days": self = .count(.days, range)
    case "values":
      let attribute = try count.attribute(attributes)
      guard attribute.type.allValues != nil else {
        throw count.malformed("the values of `\(attribute.id)` are not a closed list")
      }
      self = .count(.values(of: attribute.id), range)
    case let word: throw count.malformed("`\(word)` cannot be counted")
    }
  }
}

extension EntryCondition {
  /// Nil if the condition refers to a criterion.
  package init?(_ condition: FactCondition) {
    switch condition {
    case .test(let test): self = .attribute(test.fact, isAnyOf: test.values)
    case .reference: return nil
    case .group(let connective, let members):
      let read = members.compactMap { EntryCondition($0) }
      guard read.count == members.count else { return nil }
      self = .group(connective, read)
    }
  }
}

extension TimeRange {
  fileprivate init(_ entry: TableReader) throws(TableError) {
    let name = try entry.text("unit")
    let units: [TimeUnit] = [.calendar(.months), .calendar(.days), .fullMonths]
    guard let unit = units.first(where: { $0.written == name }) else {
      throw entry.malformed("`\(name)` is not a unit of time")
    }
    func bound(_ included: Interval.Key, _ excluded: Interval.Key) throws(TableError)
      -> Interval.Bound?
    {
      for key in [included, excluded] {
        guard let value = entry.optional(key.rawValue) else { continue }
        return Interval.Bound(ExactDecimal(try value.count()), isIncluded: key == included)
      }
      return nil
    }
    let lower = try bound(.atLeast, .over)
    let upper = try bound(.atMost, .under)
    guard lower != nil || upper != nil else { throw entry.malformed("a range without bounds") }
    self.init(Interval(lower: lower, upper: upper), in: unit)
  }
}

extension TableReader {
  fileprivate func count() throws(TableError) -> Int {
    guard case .number(let digits) = json, let count = Int(digits), (0..<100_000).contains(count)
    else { throw malformed("expected a count") }
    return count
  }

  fileprivate func attribute(_ attributes: [Fact]) throws(TableError) -> Fact {
    let id = try text("attribute")
    guard let attribute = attributes.first(where: { $0.id == id }) else {
      throw malformed("the attribute `\(id)` is not declared")
    }
    return attribute
  }
}
