import DecisionRequests
import DecisionTable
import Testing
import Values

@Suite struct ReplayTests {
  /// The new table raises the age from 50 to 60 years.
  private func replay(_ file: String) throws -> (ReplayTally, changes: String) {
    let decider = Decider(CSVTable.table)
    let bytes = Array(file.utf8)
    let start = try RequestFileStart(
      bytes, named: "-", stated: nil, facts: CSVTable.responder.facts)
    var replay = Replay(
      policy: "X.1", old: decider, new: Decider(CSVTable.table(from: 60)),
      columns: start.format.columns, writesChanges: true)
    bytes[start.size...].withUnsafeBufferPointer { replay.put($0) }
    return (replay.tally, String(decoding: replay.changes.bytes, as: UTF8.self))
  }

  /// Rows and lines with the same content are counted the same.
  @Test func readsRowsAsItReadsLines() throws {
    let rows = try replay(
      "id,policy,date,suspected,age,quit,conditions,_note\n"
        + "1,X.1,2024-07-01,true,55,1,a,\"a\n9,X.1,2024-07-01,true,55,1,a,\"\n"
        + "2,,2024-07-01,true,65,1,a,\n3,X.2,,,,,,\n4,,,true,x,,,\n5,,2024-02-30,true,,,,\n,,,,,,,\n"
    )
    let lines = try replay(
      #"{"id":"1","policy":"X.1","date":"2024-07-01","facts":{"suspected":true,"age":55,"quit":1,"conditions":["a"]}}"#
        + "\n"
        + #"{"id":"2","date":"2024-07-01","facts":{"suspected":true,"age":65,"quit":1,"conditions":["a"]}}"#
        + "\n" + #"{"id":"3","policy":"X.2","facts":{}}"# + "\n"
        + #"{"id":"4","facts":{"suspected":true,"age":"x"}}"# + "\n"
        + #"{"id":"5","date":"2024-02-30","facts":{"suspected":true}}"# + "\n\n")
    #expect(rows.changes == lines.changes)
    for tally in [rows.0, lines.0] {
      #expect(tally.requests == 5)
      #expect(tally.changed == 1)
      #expect(tally.compared == 2)
      #expect(tally.unanswered == 2, "a date that does not exist is not passed over")
      #expect(tally.ofOtherPolicies == 1)
      #expect(tally.unreadable == 0)
      #expect(tally.transitions.map(\.count) == [1])
      #expect(tally.lost.map(\.criterion.label) == ["I"])
    }
  }

  @Test func countsWhatIsNotARequest() throws {
    let (tally, _) = try replay("{}\nnonsense\n[]\n{\"facts\":1}\n")
    #expect(tally.requests == 4 && tally.unreadable == 4 && tally.compared == 0)
  }
}
