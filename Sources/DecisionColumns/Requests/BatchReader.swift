internal import CArrow
internal import DecisionRequests
internal import DecisionTable
internal import Values

/// Reads the rows of one batch into facts.
struct BatchReader {
  private var dates: DayArray?
  private var errors: TextArray?
  private var scalars: [(fact: Int, reader: ScalarReader)] = []
  private var durations: [(fact: Int, since: ScalarReader?, length: ScalarReader?)] = []
  private var sets: [(fact: Int, reader: SetReader)] = []
  private var records: [(fact: Int, reader: RecordReader)] = []
  private let decider: Decider
  private let memories = Memories()
  /// The last day that was read: days of service come in runs.
  private var lastDay: (number: Int, date: CalendarDate)?

  /// - Parameter batch: has to live as long as the reader.
  init(_ batch: UnsafePointer<ArrowArray>, _ columns: RequestColumns, _ decider: Decider)
    throws(ColumnError)
  {
    self.decider = decider
    let rows = try ColumnArray(batch, .structure([]))
    func array(_ column: RequestColumns.Column) throws(ColumnError) -> ColumnArray {
      try ColumnArray(try rows.child(column.index), column.type, skipping: rows.offset)
    }
    if let date = columns.date { dates = DayArray(try array(date), date.type) }
    if let error = columns.error { errors = try TextArray(try array(error), error.type) }
    for group in columns.facts {
      let fact = decider.table.facts[group.fact]
      let layout = decider.layout.layout(of: group.fact)
      func scalar(_ role: FactColumns.Role) throws(ColumnError) -> ScalarReader? {
        guard let column = group.column(role) else { return nil }
        return try ScalarReader(try array(column), column.type, fact, layout, memories)
      }
      func members(_ role: FactColumns.Role) throws(ColumnError) -> SetReader.Members? {
        guard let column = group.column(role) else { return nil }
        return try SetReader.Members(try array(column), column.type, memories)
      }
      switch fact.type {
      case .boolean, .code, .choice, .number, .date:
        if let reader = try scalar(.value) { scalars.append((group.fact, reader)) }
      case .duration:
        durations.append((group.fact, try scalar(.since), try scalar(.length)))
      case .set:
        let reader = SetReader(
          layout, complete: try members(.value), present: try members(.present),
          absent: try members(.absent))
        if let reader { sets.append((group.fact, reader)) }
      case .records(let type):
        guard let cells = decider.layout.records[group.fact] else { continue }
        func entries(_ role: FactColumns.Role) throws(ColumnError) -> RecordReader.Entries? {
          guard let column = group.column(role) else { return nil }
          return try RecordReader.Entries(
            try array(column), column.type, type, cells.layout, memories)
        }
        func days(_ role: FactColumns.Role) throws(ColumnError) -> DayArray? {
          guard let column = group.column(role) else { return nil }
          return DayArray(try array(column), column.type)
        }
        records.append(
          (
            group.fact,
            RecordReader(
              layout: layout, complete: try entries(.value), present: try entries(.present),
              from: try days(.completeFrom), until: try days(.completeUntil))
          ))
      }
    }
  }

  /// Why a row gets no answer.
  enum RowError: Error {
    /// What the column `error` of the request says.
    case stated(String)
    /// The fact that cannot be read; nil if it is the date of service.
    case fact(Int?, RequestError)
  }

  /// Reads a row.
  @inline(__always)
  mutating func read(_ row: Int, into facts: inout Facts) throws(RowError) {
    if let errors, errors.rows.isValid(row), let index = errors.index(row) {
      throw .stated(String(decoding: errors.text(at: index), as: UTF8.self))
    }
    facts.clear(date: try date(of: row))
    var fact: Int?
    do throws(RequestError) {
      for (index, reader) in scalars {
        fact = index
        try reader.state(row, in: &facts)
      }
      for (index, since, length) in durations {
        fact = index
        if let since, since.isStated(row), let length, length.isStated(row) {
          throw RequestError(
            .conflict,
            "`\(decider.table.facts[index].id)` is stated by its first day and by its length")
        }
        try since?.state(row, in: &facts)
        try length?.state(row, in: &facts)
      }
      for (index, reader) in sets {
        fact = index
        try reader.state(row, in: &facts)
      }
      for (index, reader) in records {
        fact = index
        try reader.state(row, in: &facts)
      }
    } catch {
      throw .fact(fact, error)
    }
  }

  @inline(__always)
  private mutating func date(of row: Int) throws(RowError) -> CalendarDate? {
    guard let dates, dates.rows.isValid(row) else { return nil }
    let number = dates.dayNumber(row)
    if let number, let lastDay, lastDay.number == number { return lastDay.date }
    guard let number, let date = CalendarDate(dayNumber: number) else {
      throw .fact(
        nil,
        RequestError(.badDate, "`date` is a day from 1900-01-01 to 2199-12-31"))
    }
    lastDay = (number, date)
    return date
  }
}
