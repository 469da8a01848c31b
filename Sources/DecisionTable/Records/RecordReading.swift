internal import Values

/// Reads lists of entries of one record fact into the cells in which the fact may be.
///
/// It keeps storage from one list to the next, and belongs to one thread at a time.
package final class RecordReading {
  private let cells: RecordCells
  /// The attributes of the entry that is read.
  private var attributes: Facts
  private var entries: [CompletionFold.Entry] = []
  /// The axis of the date of service of the last list.
  private var axis: RecordAxis

  init(_ cells: RecordCells) {
    self.cells = cells
    attributes = Facts(cells.layout, readsCodes: false)
    axis = RecordAxis(cells.measures, before: CivilDay(CalendarDate.first))
  }

  /// The cells in which a fact may be of which a request states a list.
  ///
  /// - Parameter service: the date of service.
  func cells(of list: RecordList, of fact: String, on service: CalendarDate)
    throws(FactError) -> [Int]
  {
    guard list.entries.count <= RecordList.mostEntries else {
      throw .tooManyEntries(fact: fact, count: list.entries.count)
    }
    let service = begin(on: service)
    for (index, entry) in list.entries.enumerated() {
      do throws(FactError) {
        try read(entry, on: service)
      } catch {
        throw .entry(index, of: fact, error)
      }
    }
    return try end(list.completeness, of: fact)
  }

  // MARK: One entry after the other

  private func begin(on service: CalendarDate) -> CivilDay {
    let service = CivilDay(service)
    if axis.service.number != service.number {
      axis = RecordAxis(cells.measures, before: service)
    }
    entries.removeAll(keepingCapacity: true)
    return service
  }

  private func read(_ entry: RecordEntry, on service: CivilDay) throws(FactError) {
    attributes.clear(date: CalendarDate(dayNumber: service.number))
    for (id, value) in entry.attributes.sorted(by: { $0.key < $1.key }) {
      try attributes.set(id, to: value)
    }
    entries.append(
      CompletionFold.Entry(days: try entry.day.days(upTo: service), classes: classesOfEntry))
  }

  /// The classes in which the entry may be whose attributes are read.
  private var classesOfEntry: [Int32] {
    if let only = cells.classes.onlyClass(of: UnsafeBufferPointer(attributes.cells)) {
      return [only]
    }
    return cells.classes.classes(
      cells.classes.space.variables.indices.map { variable in
        let cell = attributes.cells[variable]
        return cell >= 0
          ? [Int(cell)] : Array(0..<cells.classes.space.variables[variable].cellCount)
      })
  }

  private func end(_ completeness: RecordCompleteness, of fact: String) throws(FactError) -> [Int] {
    let complete: CompletionFold.Completeness
    switch completeness {
    case .complete, .within(nil, nil): complete = .everywhere
    case .open: complete = .nowhere
    case .within(let from, let until):
      let first = from?.dayNumber ?? RecordAxis.distantPast
      let last = min(until?.dayNumber ?? axis.service.number, axis.service.number)
      if let from, let until, from > until { throw .emptyStretch(fact: fact, from, until) }
      complete = first > last ? .nowhere : .within(first...last)
    }
    var fold = CompletionFold(cells.measures, cells.classes, axis, complete)
    do throws(TooManyRecordStates) {
      let states = try fold.states(of: entries)
      return Set(states.map { cells.cell(of: cells.measures.vector(of: $0)) }).sorted()
    } catch {
      throw .tooManyCompletions(fact: fact)
    }
  }
}

extension EntryDay {
  /// The days on which the entry may be, as day numbers up to the date of service.
  fileprivate func days(upTo service: CivilDay) throws(FactError) -> ClosedRange<Int> {
    let last = service.number
    switch self {
    case .on(let date):
      guard date.dayNumber <= last else { throw afterService(date, service) }
      return date.dayNumber...date.dayNumber
    case .between(let from, let until):
      if let from, let until, from > until { throw .emptyStretch(fact: "date", from, until) }
      if let from, from.dayNumber > last { throw afterService(from, service) }
      return (from?.dayNumber ?? RecordAxis.distantPast)...min(until?.dayNumber ?? last, last)
    }
  }

  private func afterService(_ date: CalendarDate, _ service: CivilDay) -> FactError {
    .afterService(
      fact: "date", date: date,
      service: CalendarDate(dayNumber: service.number) ?? CalendarDate.last)
  }
}
