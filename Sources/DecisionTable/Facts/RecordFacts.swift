internal import Values

/// Lists of entries that a request states of record facts.
extension Facts {
  /// States a list.
  mutating func set(_ list: RecordList, of layout: UnsafePointer<FactLayout>) throws(FactError) {
    let reading = try beginRecords(of: layout)
    try reading.read(list.entries)
    try endRecords(reading, list.completeness, of: layout)
  }

  /// The reader of the lists of a fact, which then waits for the entries of one.
  package mutating func beginRecords(of layout: UnsafePointer<FactLayout>) throws(FactError)
    -> RecordReading
  {
    let fact = fact(of: layout)
    guard let date else { throw .missingDate(fact: fact.id) }
    let index = layout.pointee.fact
    let reading: RecordReading
    if let known = recordReadings[index] {
      reading = known
    } else {
      guard let cells = self.layout.records[index] else {
        preconditionFailure("a list of a fact that is not a record")
      }
      reading = RecordReading(cells, of: fact.id)
      recordReadings[index] = reading
    }
    reading.begin(on: date)
    return reading
  }

  /// States the list whose entries were read.
  package mutating func endRecords(
    _ reading: RecordReading, _ completeness: RecordCompleteness,
    of layout: UnsafePointer<FactLayout>
  ) throws(FactError) {
    let possible = try reading.end(completeness)
    let variable = layout.pointee.variable
    guard variable >= 0 else { return }
    if possible.count == 1 {
      cells[variable] = Int32(possible[0])
    } else {
      set(CellMask(possible, of: reading.cells.count), of: variable)
    }
  }

  /// Limits lists of which nothing is stated to the cells that are possible on the date of service.
  mutating func limitRecords() {
    for fact in layout.datedRecords { limitRecords(of: fact) }
  }

  mutating func limitRecords(of fact: Int) {
    guard let date, let records = layout.records[fact],
      let variable = layout.space.variable(of: fact)
    else { return }
    set(CellMask(records.cells(on: CivilDay(date)), of: records.count), of: variable)
  }
}
