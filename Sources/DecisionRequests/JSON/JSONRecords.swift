internal import DecisionTable
internal import JSONText
internal import Values

/// Lists of entries: complete ones, `[{"date": "2024-01-05", "value": 9.1}]`, and open ones,
/// `{"present": […], "complete": {"from": "2023-01-01", "until": "2024-06-01"}}`.
extension Facts {
  mutating func read(
    records value: Int, of values: JSONTokens, as layout: UnsafePointer<FactLayout>
  ) throws(RequestError) {
    var present = value
    var completeness = RecordCompleteness.complete
    if values[value].kind == .object {
      completeness = .open
      var list: Int?
      var index = value + 1
      while index < values.end(of: value) {
        if values.isEqual(index, "present"), values[index + 1].kind == .array {
          list = index + 1
        } else if values.isEqual(index, "complete"), values[index + 1].kind == .object {
          completeness = try stretch(index + 1, of: values, as: layout)
        } else {
          throw wrongType(of: layout, "an object with `\(values.string(of: index))`")
        }
        index = values.end(of: index + 1)
      }
      guard let list else { throw wrongType(of: layout, "an object without `present`") }
      present = list
    }
    let reading: RecordReading
    do throws(FactError) {
      reading = try beginRecords(of: layout)
    } catch {
      throw RequestError(error)
    }
    var index = present + 1
    while index < values.end(of: present) {
      try reading.read(entry: index, of: values)
      index = values.end(of: index)
    }
    try checked { (facts) throws(FactError) in
      try facts.endRecords(reading, completeness, of: layout)
    }
  }

  /// `{"from": "2023-01-01", "until": "2024-06-01"}`, either end of which may be missing.
  private func stretch(
    _ object: Int, of values: JSONTokens, as layout: UnsafePointer<FactLayout>
  ) throws(RequestError) -> RecordCompleteness {
    var from: CalendarDate?
    var until: CalendarDate?
    var index = object + 1
    while index < values.end(of: object) {
      let name = values.string(of: index)
      guard name == "from" || name == "until", values[index + 1].kind == .string else {
        throw wrongType(of: layout, "an object whose `complete` has `\(name)`")
      }
      let text = values.string(of: index + 1)
      guard let day = CalendarDate(text) else {
        throw RequestError(badDate: text, of: fact(of: layout).id)
      }
      if name == "from" { from = day } else { until = day }
      index = values.end(of: index + 1)
    }
    return .within(from: from, until: until)
  }
}

extension RecordReading {
  /// `{"date": "2024-01-05", "value": 9.1}`; what is missing or null is unknown.
  fileprivate func read(entry: Int, of values: JSONTokens) throws(RequestError) {
    let number = entryCount + 1
    do throws(RequestError) {
      guard values[entry].kind == .object else {
        throw RequestError(.wrongType, "an entry is an object, not \(JSON(values, entry).kind)")
      }
      try checked { (reading) throws(FactError) in try reading.beginEntry() }
      var day = EntryDay.unknown
      var index = entry + 1
      while index < values.end(of: entry) {
        let value = index + 1
        if values.isEqual(index, "date") {
          day = try self.day(value, of: values)
        } else {
          guard let attribute = attributes.layout.names.index(of: values.bytes(of: index)) else {
            throw RequestError(
              .unknownFact(
                values.string(of: index),
                known: [RecordType.day] + attributes.layout.facts.map(\.id)))
          }
          if values[value].kind != .null {
            try attributes.read(
              value: value, of: values, as: attributes.layout.layout(of: attribute))
          }
        }
        index = values.end(of: value)
      }
      try checked { (reading) throws(FactError) in try reading.endEntry(on: day) }
    } catch {
      if error.code == .tooManyEntries { throw error }
      throw RequestError(error.code, "entry \(number) of `\(fact)`: \(error.message)")
    }
  }

  /// A day, a month or a year, or the days between two.
  private func day(_ value: Int, of values: JSONTokens) throws(RequestError) -> EntryDay {
    switch values[value].kind {
    case .null: return .unknown
    case .string:
      let text = values.string(of: value)
      if let date = CalendarDate(text) { return .on(date) }
      guard let period = CalendarPeriod(text) else { throw RequestError(badDate: text) }
      return .between(period.first, period.last)
    case .object:
      var range = StatedRange<CalendarDate>()
      var index = value + 1
      while index < values.end(of: value) {
        guard let key = StatedDay(rawValue: values.string(of: index)),
          values[index + 1].kind == .string
        else { throw notADay }
        let text = values.string(of: index + 1)
        guard let date = CalendarDate(text) else { throw RequestError(badDate: text) }
        guard let end = key.end(date), range.add(end, isLower: key.isLower) else { throw notADay }
        index = values.end(of: index + 1)
      }
      return .between(range.lower, range.upper)
    default: throw notADay
    }
  }

  private var notADay: RequestError {
    RequestError(
      .badDate, "`date` is a day, a month or a year, or {\"from\", \"until\"} with two days")
  }

  private func checked(_ state: (RecordReading) throws(FactError) -> Void) throws(RequestError) {
    do throws(FactError) {
      try state(self)
    } catch {
      throw RequestError(error)
    }
  }
}
