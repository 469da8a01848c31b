internal import DecisionRequests
internal import DecisionTable
internal import Values

/// Reads the columns of a record fact: a complete list of entries, or the entries that are present with the days
/// between which they are all there are.
struct RecordReader {
  let layout: UnsafePointer<FactLayout>
  var complete: Entries?
  var present: Entries?
  var from: DayArray?
  var until: DayArray?

  func state(_ row: Int, in facts: inout Facts) throws(RequestError) {
    let isOpen = present?.lists.rows.isValid(row) ?? false
    if let complete, complete.lists.rows.isValid(row) {
      guard !isOpen else {
        throw RequestError(
          .conflict,
          "`\(facts.fact(of: layout).id)` is stated both as a complete list and as entries that are present"
        )
      }
      try state(complete, row, .complete, in: &facts)
    } else if isOpen, let present {
      let bounds = (try day(from, row, facts), try day(until, row, facts))
      let completeness: RecordCompleteness =
        bounds == (nil, nil) ? .open : .within(from: bounds.0, until: bounds.1)
      try state(present, row, completeness, in: &facts)
    }
  }

  private func state(
    _ entries: Entries, _ row: Int, _ completeness: RecordCompleteness, in facts: inout Facts
  ) throws(RequestError) {
    let reading: RecordReading
    do throws(FactError) {
      reading = try facts.beginRecords(of: layout)
    } catch {
      throw RequestError(error)
    }
    for entry in entries.lists.range(row) { try entries.read(entry, into: reading) }
    try facts.checked { (facts) throws(FactError) in
      try facts.endRecords(reading, completeness, of: layout)
    }
  }

  private func day(_ days: DayArray?, _ row: Int, _ facts: borrowing Facts) throws(RequestError)
    -> CalendarDate?
  {
    guard let days, days.rows.isValid(row) else { return nil }
    if let day = days.dayNumber(row).flatMap({ CalendarDate(dayNumber: $0) }) { return day }
    throw RequestError(
      .badDate, "`\(facts.fact(of: layout).id)` is complete from or until what is not a day")
  }

  /// A column of lists of entries.
  struct Entries {
    let lists: ListArray
    /// Nil if all entries are null.
    private var entries: ColumnArray?
    private var days: DayArray?
    private var attributes: [ScalarReader] = []

    init?(
      _ array: ColumnArray, _ type: ColumnType, _ record: RecordType, _ layout: RequestLayout,
      _ memories: Memories
    ) throws(ColumnError) {
      guard let lists = try ListArray(array, type), case .list(_, let element) = type else {
        return nil
      }
      self.lists = lists
      guard case .structure(let fields) = element else { return }
      let entries = try ColumnArray(lists.elements, element)
      self.entries = entries
      for (index, field) in fields.enumerated() {
        let child = try ColumnArray(
          try entries.child(index), field.type, skipping: entries.offset)
        if field.name == RecordType.day {
          days = DayArray(child, field.type)
        } else if let attribute = layout.facts.firstIndex(where: { $0.id == field.name }) {
          attributes.append(
            try ScalarReader(
              child, field.type, layout.facts[attribute], layout.layout(of: attribute), memories))
        }
      }
    }

    func read(_ entry: Int, into reading: RecordReading) throws(RequestError) {
      let number = reading.entryCount + 1
      do throws(RequestError) {
        guard let entries, entries.isValid(entry) else {
          throw RequestError(.wrongType, "an entry is a struct, not null")
        }
        try checked { () throws(FactError) in try reading.beginEntry() }
        for attribute in attributes { try attribute.state(entry, in: &reading.attributes) }
        let day = try day(entry)
        try checked { () throws(FactError) in try reading.endEntry(on: day) }
      } catch {
        if error.code == .tooManyEntries { throw error }
        throw RequestError(error.code, "entry \(number) of `\(reading.fact)`: \(error.message)")
      }
    }

    private func day(_ entry: Int) throws(RequestError) -> EntryDay {
      guard let days, days.rows.isValid(entry) else { return .unknown }
      guard let day = days.dayNumber(entry).flatMap({ CalendarDate(dayNumber: $0) }) else {
        throw RequestError(.badDate, "`date` is a day from 1900-01-01 to 2199-12-31")
      }
      return .on(day)
    }

    private func checked(_ work: () throws(FactError) -> Void) throws(RequestError) {
      do throws(FactError) {
        try work()
      } catch {
        throw RequestError(error)
      }
    }
  }
}
