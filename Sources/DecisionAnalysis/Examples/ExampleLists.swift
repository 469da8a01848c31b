internal import DecisionTable
internal import Values

extension RecordCells {
  /// A smallest list in a cell that a request can state on a date of service, or nil if there is none.
  func example(of cell: Int, on service: CalendarDate) -> RecordList? {
    list(in: cell, on: service) { $0.example(of: $1, cell: $2, $3) }
  }
}

extension FactSpace {
  var readsRecords: Bool {
    variables.contains { if case .records = $0.domain { true } else { false } }
  }

  /// A date of service on which a request can state lists in these cells; nil where no list is known,
  /// or no date is found.
  ///
  /// - Parameters:
  ///   - cells: a cell for each variable, -1 where it is unknown.
  ///   - preferred: a date that is taken if it is one of them.
  func service(for cells: [Int32], preferring preferred: CalendarDate? = nil)
    -> CalendarDate?
  {
    var known: [(records: RecordCells, cell: Int)] = []
    for (variable, cell) in zip(variables, cells) where cell >= 0 {
      if case .records(let records) = variable.domain { known.append((records, Int(cell))) }
    }
    guard !known.isEmpty else { return preferred }
    let dates = [preferred].compactMap { $0 } + known.flatMap(\.records.exampleServices)
    return dates.first { date in
      known.allSatisfy { $0.records.example(of: $0.cell, on: date) != nil }
    }
  }
}
