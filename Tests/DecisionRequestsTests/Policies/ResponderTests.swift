import DecisionRequests
import DecisionTable
import TestSupport
import Testing
import Values

@Suite struct ResponderTests {
  private static let facts = [
    Fact(id: "suspected", type: .boolean, question: "?"),
    Fact(id: "purpose", type: .choice(["iron", "other"]), question: "?"),
    Fact(
      id: "conditions",
      type: .set(terminology: "t", terms: ["a", "b"].map { Term(id: $0, label: $0) }), question: "?"
    ),
  ]

  private static func policy(_ id: String) -> CompiledPolicy {
    let test = { (fact: String, value: TestValue) in
      FactCondition.test(UnaryTest(fact: fact, values: [value]))
    }
    let table = DecisionTable(
      facts: facts, scope: test("purpose", .word("iron")),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "I", requirements: [test("suspected", .boolean(true))],
            rule: .test(UnaryTest(fact: "conditions", values: [.word("a")]))))
      ], bindings: [])
    let entry = RevisionHistory.Entry(
      id: "2023-11", printed: "11/23", status: .released, supersedes: nil,
      approval: try! PrintedDate("1/23/24"), effective: nil, isReconstructed: true)
    return CompiledPolicy(
      id: id, history: RevisionHistory(entries: [entry]), tables: ["2023-11": table])
  }

  private func answer(
    _ line: String, _ defaults: Responder.Defaults = .init(), policies: [String] = ["X.1"]
  ) -> String {
    do throws(RequestError) {
      var answerer = Answerer(
        try Responder(policies: policies.map(Self.policy), defaults: defaults))
      var block = AnsweredBlock()
      Array(line.utf8).withUnsafeBufferPointer { block.answer($0, by: &answerer) }
      block.number(from: 7)
      return String(decoding: block.output.bytes.dropLast(), as: UTF8.self)
    } catch {
      return error.code.rawValue
    }
  }

  @Test func answersInFull() {
    #expect(
      answer(
        #"{"id":"1","policy":"X.1","revision":"11/23","facts":{"suspected":true,"purpose":"iron","conditions":["a"]},"plan":"theirs"}"#
      )
        == #"{"id":"1","policy":"X.1","revision":"2023-11","basis":"named","result":"met","outcome":"medically_necessary","statement":"i","criteria":["I"],"criterion_ids":["i"],"needs":[],"reconstructed":true}"#
    )
  }

  @Test func namesWhatIsNeededInTheOrderOfTheFacts() {
    #expect(
      answer(#"{"revision":"2023-11","facts":{"conditions":null,"purpose":"iron"}}"#)
        .contains(
          #""result":"needs-information","outcome":null,"statement":null,"criteria":[],"criterion_ids":[],"needs":["suspected","conditions"]"#
        )
    )
  }

  @Test(arguments: [
    (#"{"id":"9","revision":"11/23","facts":{"suspectd":true}}"#, "unknown-fact"),
    (#"{"id":"9","revision":"11/23","facts":{"suspected":"yes"}}"#, "wrong-type"),
    (#"{"id":"9","revision":"11/23","facts":{"suspected":1}}"#, "wrong-type"),
    (#"{"id":"9","revision":"11/23","facts":{"purpose":"irn"}}"#, "unknown-word"),
    (#"{"id":"9","revision":"11/23","facts":{"conditions":["z"]}}"#, "unknown-word"),
    (#"{"id":"9","revision":"11/23","facts":{"conditions":"a"}}"#, "wrong-type"),
    (#"{"id":"9","revision":"11/23","facts":{"conditions":[1]}}"#, "wrong-type"),
    (#"{"id":"9","revision":"11/23","facts":{"conditions":{"maybe":["a"]}}}"#, "wrong-type"),
    (#"{"id":"9","revision":"11/23","facts":{"conditions":["icd:E83"]}}"#, "bad-code"),
    (
      #"{"id":"9","revision":"11/23","facts":{"conditions":{"present":["a"],"absent":["a"]}}}"#,
      "contradiction"
    ),
    (#"{"id":"9","revision":"11/22","facts":{}}"#, "unknown-revision"),
    (#"{"id":"9","policy":"X.2","revision":"11/23","facts":{}}"#, "unknown-policy"),
    (#"{"id":"9","facts":{}}"#, "missing-revision"),
    (#"{"id":"9","revision":"11/23"}"#, "missing-facts"),
    (#"{"id":"9","revision":"11/23","facts":[]}"#, "wrong-type"),
    (#"{"id":"9","date":"2/1/24","facts":{}}"#, "bad-date"),
    (#"{"id":"9","date":"2024-02-30","facts":{}}"#, "bad-date"),
    (#"{"id":"9","date":"2024-02-01","facts":{}}"#, "no-revision-in-force"),
  ])
  func aBadRequestGetsAnErrorAndNoVerdict(_ line: String, _ code: String) {
    let text = answer(line)
    #expect(text.hasPrefix(#"{"id":"9","error":{"code":"\#(code)","message":"#), "\(text)")
    #expect(text.hasSuffix(#","line":7}}"#))
  }

  @Test(arguments: [
    ("[]", "not-an-object"), ("{", "bad-json"),
    (#"{"id":"9","revision":"11/23","facts":{"suspected":true}}x"#, "bad-json"),
    (#"{"id":1,"facts":{}}"#, "wrong-type"),
    (#"{"facts":{"suspected":true,"suspected":false}}"#, "repeated-member"),
    (#"{"facts":{"a":\#(String(repeating: "[", count: 100))}}"#, "too-deep"),
    ("\"" + String(repeating: "a", count: 1 << 20) + "\"", "line-too-long"),
  ])
  func aLineThatIsNotARequestGetsAnError(_ line: String, _ code: String) {
    #expect(answer(line).contains(#""code":"\#(code)""#))
  }

  @Test func defaultsApplyToRequestsThatStateNothing() {
    let facts = #""facts":{"suspected":true,"purpose":"iron","conditions":["a"]}"#
    let defaults = Responder.Defaults(policy: "X.1", revision: "11/23")
    #expect(answer("{\(facts)}", defaults).contains(#""result":"met""#))
    #expect(answer(#"{"revision":"2023-11",\#(facts)}"#, defaults).contains(#""result":"met""#))
    #expect(answer(#"{"policy":"X.2",\#(facts)}"#, defaults).contains(#""code":"conflict""#))
    let dated = Responder.Defaults(date: CalendarDate("2024-02-01"), approvalStandsIn: true)
    #expect(answer("{\(facts)}", dated).contains(#""basis":"approval""#))
    #expect(answer(#"{"date":"2024-02-02",\#(facts)}"#, dated).contains(#""code":"conflict""#))
  }

  /// Two names of one revision agree; another revision of the same policy is a conflict.
  @Test func aRevisionOtherThanThatOfTheRunIsAConflict() {
    for (revision, isConflict) in [("11/23", false), ("2023-11", false), ("12/22", true)] {
      var answerer = Answerer(RandomRequests.responders[4])
      var block = AnsweredBlock()
      Array(#"{"revision":"\#(revision)","facts":{}}"#.utf8).withUnsafeBufferPointer {
        block.answer($0, by: &answerer)
      }
      let answer = String(decoding: block.output.bytes, as: UTF8.self)
      #expect(answer.contains(#""code":"conflict""#) == isConflict, "\(answer)")
    }
  }

  /// A quantity is a value and its unit, in any order and without anything else.
  @Test(
    arguments: [
      (#"{"value":1200,"unit":"ng/mL"}"#, nil), (#"{"unit":"ng/mL","value":1200}"#, nil),
      (#"{"value":1200,"unit":"ng/mL","x":1}"#, "wrong-type"), (#"{"value":1200}"#, "wrong-type"),
      (#"{"value":"1200","unit":"ng/mL"}"#, "wrong-type"), ("{}", "wrong-type"),
      (#"{"value":1200,"unit":"ng/kg"}"#, "wrong-unit"), (#""1200""#, "wrong-type"),
    ] as [(String, String?)])
  func readsQuantities(_ quantity: String, _ code: String?) {
    var answerer = Answerer(RandomRequests.responders[0])
    var block = AnsweredBlock()
    Array(#"{"revision":"11/23","facts":{"ferritin":\#(quantity)}}"#.utf8).withUnsafeBufferPointer {
      block.answer($0, by: &answerer)
    }
    let answer = String(decoding: block.output.bytes, as: UTF8.self)
    #expect(answer.contains(code.map { #""code":"\#($0)""# } ?? #""result""#), "\(answer)")
  }

  /// 1 MiB is the largest size of a request.
  @Test func readsTheLongestLine() {
    let line = #"{"revision":"11/23","facts":{},"theirs":""}"#
    for (size, isRead) in [(1 << 20, true), ((1 << 20) + 1, false)] {
      let padded = line.dropLast(2) + String(repeating: "x", count: size - line.utf8.count) + "\"}"
      #expect(answer(String(padded)).contains("line-too-long") == !isRead, "\(size)")
    }
  }

  @Test func oneOfSeveralPoliciesHasToBeNamed() {
    let line = #"{"revision":"11/23","facts":{}}"#
    #expect(answer(line, policies: ["X.1", "X.2"]).contains(#""code":"missing-policy""#))
  }

  /// Random damage does not crash the reader of requests.
  @Test func survivesDamagedRequests() throws {
    let line = Array(
      #"{"id":"1","revision":"11/23","facts":{"suspected":true,"conditions":{"present":["a"],"absent":[]}}}"#
        .utf8)
    var answerer = Answerer(try Responder(policies: [Self.policy("X.1")]))
    var block = AnsweredBlock()
    forAll(seeds: 0..<2_000) { random in
      var bytes = line
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let offset = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[offset] = .random(in: 0...255, using: &random)
        case 1: bytes.remove(at: offset)
        default: bytes.insert(bytes[offset], at: offset)
        }
      }
      bytes.withUnsafeBufferPointer { block.answer($0, by: &answerer) }
      block.number(from: 1)
      return !block.output.bytes.isEmpty
    }
  }
}
