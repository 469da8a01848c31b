import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import DecisionTable

/// The cells of a list are those of its completions.
@Suite struct RecordExactnessTests {
  @Test func listsAreInTheCellsOfTheirCompletions() throws {
    try forAll(seeds: 0..<80) { random in
      let sample = RandomRecords(&random)
      guard sample.bound <= 2 else { return true }
      let cells = try RecordCells(
        of: RandomRecords.type, testedBy: sample.tests, mostCells: RecordCells.mostCells)
      let reading = RecordReading(cells, of: "r")
      for _ in 0..<3 {
        let list = sample.list(on: sample.service, &random)
        let read = Set(
          try reading.cells(of: list, on: sample.service).map { cell in
            sample.tests.map { cells.cells(in: $0).contains(cell) }
          })
        guard read == sample.outcomes(of: list, on: sample.service) else { return false }
      }
      return true
    }
  }

  /// What is possible on a date of service is what an open list without entries can become.
  @Test func nothingStatedLeavesAllThatTheDateLeaves() throws {
    try forAll(seeds: 0..<60) { random in
      let sample = RandomRecords(&random)
      let cells = try RecordCells(
        of: RandomRecords.type, testedBy: sample.tests, mostCells: RecordCells.mostCells)
      let open = RecordList([], completeness: .open)
      return try RecordReading(cells, of: "r").cells(of: open, on: sample.service)
        == cells.cells(on: CivilDay(sample.service))
    }
  }

  /// The smallest list in a cell, evaluated from the definition of tests, gives the outcomes of the cell.
  @Test func smallestListsGiveTheOutcomesOfTheirCells() throws {
    try forAll(seeds: 0..<60) { random in
      let sample = RandomRecords(&random)
      let cells = try RecordCells(
        of: RandomRecords.type, testedBy: sample.tests, mostCells: RecordCells.mostCells)
      for service in cells.exampleServices.prefix(8) {
        for cell in 0..<cells.count {
          guard let list = cells.list(in: cell, on: service, stating: stated) else { continue }
          let entries = list.entries.map(RecordOracle.Entry.init).sorted { $0.day < $1.day }
          for test in sample.tests
          where RecordOracle.holds(test, entries, on: service)
            != cells.cells(in: test).contains(cell)
          { return false }
        }
        // The empty list is in the first cell.
        guard cells.list(in: 0, on: service, stating: stated) == RecordList([]) else {
          return false
        }
      }
      return true
    }
  }

  /// Only a cell that depends on the order of entries of one day can be without a list: a request cannot
  /// state that order. Such tests count days, and allow few of them.
  @Test func cellsHaveListsThatARequestCanState() throws {
    var counts = (cells: 0, withoutList: 0)
    try forAll(seeds: 0..<150) { random in
      let sample = RandomRecords(&random)
      let cells = try RecordCells(
        of: RandomRecords.type, testedBy: sample.tests, mostCells: RecordCells.mostCells)
      let missing = (0..<cells.count).count { cell in
        !cells.exampleServices.prefix(40).contains {
          cells.list(in: cell, on: $0, stating: stated) != nil
        }
      }
      counts.cells += cells.count
      counts.withoutList += missing
      let countsDays = sample.tests.contains { test in
        if case .count(.days, _) = test.measure { true } else { false }
      }
      return missing == 0 || countsDays
    }
    print("figure: \(counts.withoutList) of \(counts.cells) cells have no list")
    #expect(counts.withoutList * 100 < counts.cells)
  }

  private func stated(_ space: FactSpace, _ variable: Int, _ cell: Int, _ type: FactType)
    -> FactValue
  {
    switch space.variables[variable].domain {
    case .line(let line):
      return .quantity(line.points[line.cellOfStretch.firstIndex(of: cell)!], unit: nil)
    case .values(let values):
      let named = Set(values.values.joined())
      return FactValue(
        values.values[cell].first ?? type.allValues!.first { !named.contains($0) }!)
    default: preconditionFailure("an attribute of another type")
    }
  }
}

extension RecordOracle.Entry {
  /// An entry that is known in all parts that tests read.
  fileprivate init(_ entry: RecordEntry) {
    guard case .on(let day) = entry.day else { preconditionFailure("an entry without a day") }
    var value = 0
    if case .quantity(let number, _)? = entry.attributes["value"] { value = number.integer! }
    var kind = "a"
    if case .choice(let word)? = entry.attributes["kind"] { kind = word }
    self.init(day: day, value: value, kind: kind)
  }
}

extension RecordReading {
  /// The cells in which a fact may be of which a request states a list.
  fileprivate func cells(of list: RecordList, on service: CalendarDate) throws -> [Int] {
    begin(on: service)
    try read(list.entries)
    return try end(list.completeness)
  }
}
