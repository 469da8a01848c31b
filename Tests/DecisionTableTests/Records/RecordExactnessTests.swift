import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import DecisionTable

/// The cells of a list are those of its completions.
@Suite struct RecordExactnessTests {
  @Test func listsAreInTheCellsOfTheirCompletions() throws {
    try forAll(seeds: 0..<120) { random in
      let sample = RandomRecords(&random)
      guard sample.bound <= 3 else { return true }
      let cells = try RecordCells(
        of: RandomRecords.type, testedBy: sample.tests, mostCells: RecordCells.mostCells)
      let reading = RecordReading(cells)
      for _ in 0..<3 {
        var list = sample.list(&random)
        if list.completeness != .complete, sample.bound > 2 { list.entries = [] }
        let read = Set(
          try reading.cells(of: list, of: "r", on: sample.service).map { cell in
            sample.tests.map { cells.cells(in: $0).contains(cell) }
          })
        guard read == sample.outcomes(of: list) else { return false }
      }
      return true
    }
  }

  /// Each cell is that of its smallest list.
  @Test func everyCellHasAList() throws {
    try forAll(seeds: 0..<200) { random in
      let sample = RandomRecords(&random)
      let cells = try RecordCells(
        of: RandomRecords.type, testedBy: sample.tests, mostCells: RecordCells.mostCells)
      let reading = RecordReading(cells)
      let open = RecordList([], completeness: .open)
      return try reading.cells(of: open, of: "r", on: sample.service)
        == cells.cells(on: CivilDay(sample.service))
    }
  }
}
