import JSONText
import TestSupport
import Testing
import Values

@testable import DecisionTable

/// Tables with tests of lists, as `decision-table.json` writes them.
@Suite struct RecordFormatTests {
  @Test func readsWhatItPrints() throws {
    try forAll(seeds: 0..<60) { random in
      let records = [RandomRecords(&random), RandomRecords(&random)]
      let table = RandomRecordTable(records, &random).table
      return try read(table).json == table.json
    }
  }

  /// A table of another compiler can have tests that this one would refuse.
  @Test func refusesTestsBeyondTheLimits() {
    let test = RecordTest(
      .count(
        .entries,
        Interval(
          lower: .init(ExactDecimal(RecordList.mostEntries + 1), isIncluded: true), upper: nil)))
    let table = DecisionTable(
      facts: [Fact(id: "visits", type: .records(RecordType(attributes: [])), question: "?")],
      scope: .test(UnaryTest(fact: "visits", values: [.records(test)])),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "many", label: "I", text: "?",
            rule: .test(UnaryTest(fact: "visits", values: [.records(test)]))))
      ], bindings: [])
    #expect(
      throws: TableError.malformed(
        member: "table",
        reason:
          "the tests of `visits` cannot be compiled: a count is above the most entries of a request, 10000"
      )
    ) { try read(table) }
  }

  private func read(_ table: DecisionTable) throws -> DecisionTable {
    let file: String = """
      {"format": "policyc decision table", "version": 2, "policy": "X", "revision": "2024-01",
        "printed": "1/24", "title": "X", "reconstructed": false, "table": \(table.json.compact)}
      """
    return try CompiledTable(json: Array(file.utf8)).table
  }
}
