import DecisionRequests
import DecisionTable
import Testing
import Values

/// A fact that only another revision of the policy declares is left aside and listed.
@Suite struct FactsOfOtherRevisionsTests {
  /// The fact `suspected` was replaced by `overload` in 6/24.
  private static let responder = try! Responder(policies: [
    CompiledPolicy(
      id: "X.1",
      history: RevisionHistory(entries: [entry("2024-01", "1/24"), entry("2024-06", "6/24")]),
      tables: ["2024-01": table(testing: "suspected"), "2024-06": table(testing: "overload")]),
    CompiledPolicy(
      id: "X.2", history: RevisionHistory(entries: [entry("2024-01", "1/24")]),
      tables: ["2024-01": table(testing: "other")]),
  ])

  private static func entry(_ id: String, _ printed: String) -> RevisionHistory.Entry {
    RevisionHistory.Entry(
      id: id, printed: printed, status: .released, supersedes: nil, approval: nil, effective: nil,
      isReconstructed: false)
  }

  private static func table(testing fact: String) -> DecisionTable {
    DecisionTable(
      facts: [Fact(id: fact, type: .boolean, question: "?")], scope: .group(.allOf, []),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "I",
            rule: .test(UnaryTest(fact: fact, values: [.boolean(true)]))))
      ], bindings: [])
  }

  private func answer(_ facts: String, policy: String = "X.1", revision: String) -> String {
    let line =
      #"{"id":"1","policy":"\#(policy)","revision":"\#(revision)","facts":\#(facts)}"#
    var answerer = Answerer(Self.responder)
    var block = AnsweredBlock()
    Array(line.utf8).withUnsafeBufferPointer { block.answer($0, by: &answerer) }
    return String(decoding: block.output.bytes.dropLast(), as: UTF8.self)
  }

  @Test func isListedWhateverItsValue() {
    #expect(
      answer(#"{"suspected":[{"x":1}],"overload":true}"#, revision: "6/24").hasSuffix(
        #""result":"met","outcome":"medically_necessary","statement":"i","criteria":["I"],"criterion_ids":["i"],"needs":[],"ignored":["suspected"]}"#
      ))
    #expect(
      answer(#"{"suspected":true,"overload":true}"#, revision: "1/24").hasSuffix(
        #""needs":[],"ignored":["overload"]}"#))
  }

  @Test func isNotListedIfItIsUnknown() {
    #expect(
      !answer(#"{"suspected":null,"overload":true}"#, revision: "6/24").contains("ignored"))
  }

  @Test func aFactThatNoRevisionDeclaresIsAnError() {
    #expect(answer(#"{"suspectd":true}"#, revision: "6/24").contains("unknown-fact"))
    #expect(answer(#"{"other":true}"#, revision: "6/24").contains("unknown-fact"))
    #expect(
      answer(#"{"suspected":true}"#, policy: "X.2", revision: "1/24").contains("unknown-fact"))
  }

  @Test func rowsListItToo() throws {
    let file = Array(
      "id,policy,revision,suspected,overload\n1,X.1,6/24,true,true\n2,X.1,6/24,,true\n3,X.2,1/24,true,\n"
        .utf8)
    let start = try RequestFileStart(
      file, named: "a.csv", stated: nil, facts: Self.responder.facts)
    var answerer = Answerer(Self.responder, columns: start.format.columns)
    var block = AnsweredBlock()
    file[start.size...].withUnsafeBufferPointer { block.answer($0, by: &answerer) }
    block.number(from: 2)
    let rows = String(decoding: block.output.bytes, as: UTF8.self).split(separator: "\n")
    #expect(rows[0] == "1,X.1,2024-06,named,met,medically_necessary,i,I,i,,,suspected,,,,,")
    #expect(rows[1] == "2,X.1,2024-06,named,met,medically_necessary,i,I,i,,,,,,,,")
    #expect(rows[2].contains("unknown-fact"))
  }

  /// Each side of a replay leaves the facts of the other side aside.
  @Test func aReplayComparesRequestsWithBothFacts() {
    var replay = Replay(
      policy: "X.1", old: Decider(Self.table(testing: "suspected")),
      new: Decider(Self.table(testing: "overload")), columns: nil, writesChanges: true)
    let line = Array(#"{"facts":{"suspected":true,"overload":false}}"#.utf8)
    line.withUnsafeBufferPointer { replay.put($0) }
    #expect(replay.tally.compared == 1 && replay.tally.changed == 1)
  }
}
