internal import Values

/// Reads lists of entries of one record fact into the cells in which the fact may be.
///
/// It keeps storage from one list to the next, and belongs to one thread at a time.
package final class RecordReading {
  package let cells: RecordCells
  /// The attributes of the entry that is read.
  package var attributes: Facts
  /// The name of the fact, for messages.
  package let fact: String
  private(set) var entries: [CompletionFold.Entry] = []
  /// The stretches before the date of service.
  private(set) var axis: RecordAxis
  private var service = CalendarDate.first

  init(_ cells: RecordCells, of fact: String) {
    self.cells = cells
    self.fact = fact
    attributes = Facts(cells.layout, readsCodes: false)
    axis = RecordAxis(cells.measures, before: CivilDay(CalendarDate.first))
  }

  // MARK: One list

  func begin(on service: CalendarDate) {
    if service != self.service {
      self.service = service
      axis = RecordAxis(cells.measures, before: CivilDay(service))
    }
    entries.removeAll(keepingCapacity: true)
  }

  func read(_ list: [RecordEntry]) throws(FactError) {
    for entry in list {
      do throws(FactError) {
        try beginEntry()
        for (id, value) in entry.attributes.sorted(by: { $0.key < $1.key }) {
          try attributes.set(id, to: value)
        }
        try endEntry(on: entry.day)
      } catch {
        if case .tooManyEntries = error { throw error }
        throw .entry(entries.count, of: fact, error)
      }
    }
  }

  /// The cells in which the fact may be.
  func end(_ completeness: RecordCompleteness) throws(FactError) -> [Int] {
    let complete: CompletionFold.Completeness
    switch completeness {
    case .complete, .within(nil, nil): complete = .everywhere
    case .open: complete = .nowhere
    case .within(let from, let until):
      if let from, let until, from > until {
        throw .emptyStretch(fact: fact, from: from, until: until)
      }
      let first = from?.dayNumber ?? RecordAxis.distantPast
      let last = min(until ?? service, service).dayNumber
      complete = first > last ? .nowhere : .within(first...last)
    }
    var fold = CompletionFold(cells.measures, cells.classes, axis, complete)
    do throws(TooManyRecordStates) {
      let states = try fold.states(of: entries)
      if states.count == 1 { return [cells.cell(of: cells.measures.vector(of: states[0]))] }
      return Set(states.map { cells.cell(of: cells.measures.vector(of: $0)) }).sorted()
    } catch {
      throw .tooManyCompletions(fact: fact)
    }
  }

  // MARK: One entry

  /// The index of the entry that is read, from 0.
  package var entryCount: Int { entries.count }

  /// Makes the attributes of the next entry unknown.
  package func beginEntry() throws(FactError) {
    guard entries.count < RecordList.mostEntries else { throw .tooManyEntries(fact: fact) }
    attributes.clear(date: service)
  }

  /// Adds the entry whose attributes were read.
  package func endEntry(on day: EntryDay) throws(FactError) {
    entries.append(CompletionFold.Entry(days: try days(of: day), classes: classesOfEntry))
  }

  private var classesOfEntry: [Int32] {
    if let only = cells.classes.onlyClass(of: UnsafeBufferPointer(attributes.cells)) {
      return [only]
    }
    let view = attributes.view
    return cells.classes.classes(
      cells.classes.space.variables.enumerated().map { index, variable in
        view.possible(index, of: variable.cellCount) ?? Array(0..<variable.cellCount)
      })
  }

  /// The days on which the entry may be, as day numbers up to the date of service.
  private func days(of day: EntryDay) throws(FactError) -> ClosedRange<Int> {
    func afterService(_ date: CalendarDate) -> FactError {
      .afterService(fact: RecordType.day, date: date, service: service)
    }
    switch day {
    case .on(let date):
      guard date <= service else { throw afterService(date) }
      return date.dayNumber...date.dayNumber
    case .between(let from, let until):
      if let from, let until, from > until {
        throw .emptyStretch(fact: RecordType.day, from: from, until: until)
      }
      if let from, from > service { throw afterService(from) }
      return (from?.dayNumber ?? RecordAxis.distantPast)...min(until ?? service, service).dayNumber
    }
  }
}
