import DecisionAnalysis
import DecisionTable
import DecisionTableTestSupport
import JSONText
import TestSupport
import Testing

@Suite struct CanonicalDecisionTests {
  /// *A table that is written and read back has the same exact decision*.
  @Test func survivesWritingAndReading() throws {
    try forAll(seeds: 0..<100) { random in
      let table = RandomTable(&random).table
      let file = """
        {"format": "policyc decision table", "version": 1, "policy": "X", "revision": "2024-01",
          "printed": "1/24", "title": "X", "reconstructed": false, "table": \(table.json.compact)}
        """
      let again = try CompiledTable(json: Array(file.utf8)).table
      return again.canonicalDecision != nil && again.canonicalDecision == table.canonicalDecision
    }
  }
}
