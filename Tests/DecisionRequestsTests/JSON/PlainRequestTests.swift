import DecisionRequests
import TestSupport
import Testing

/// A request that is read on the fast path gets the same answer as from the tape. A member that is a
/// list makes the tape read the request.
@Suite struct PlainRequestTests {
  /// The answers to lines, one after the other by one answerer.
  private func answers(_ lines: [[UInt8]], by responder: Responder = RandomRequests.responders[0])
    -> [String]
  {
    var answerer = Answerer(responder)
    var block = AnsweredBlock()
    return lines.map { line in
      line.withUnsafeBufferPointer { block.answer($0, by: &answerer) }
      block.number(from: 1)
      let answer = String(decoding: block.output.bytes, as: UTF8.self)
      // Messages name offsets, which differ.
      return answer.contains(#""error""#)
        ? answer.split(separator: ",").prefix(2).joined() : answer
    }
  }

  @Test func isAnsweredAsFromTheTape() {
    forAll(seeds: 0..<80) { random in
      let plain = (0..<50).map { _ in RandomRequests.bytes(&random) }
      let taped = plain.map { Array($0[..<1] + Array(#""theirs":[],"#.utf8) + $0[1...]) }
      let responder = RandomRequests.responder(&random)
      return answers(plain, by: responder) == answers(taped, by: responder)
    }
  }

  @Test func isAnsweredTheSameInABlock() {
    // After each line but the last there are bytes that can be read.
    forAll(seeds: 0..<80) { random in
      let lines = (0..<20).map { _ in Array(RandomRequests.line(&random).utf8) }
      var answerer = Answerer(RandomRequests.responders[0])
      var block = AnsweredBlock()
      Array(lines.joined(separator: [0x0D, 0x0A])).withUnsafeBufferPointer {
        block.answer($0, by: &answerer)
      }
      block.number(from: 1)
      let together = String(decoding: block.output.bytes, as: UTF8.self)
        .split(separator: "\n").map { answer in
          answer.contains(#""error""#)
            ? answer.split(separator: ",").prefix(2).joined() : answer + "\n"
        }
      return together == answers(lines)
    }
  }

  @Test func isAnsweredWholeAtTheEndOfItsBytes() {
    // However long the last string is, nothing after the line is read.
    for count in 0..<40 {
      let id = String(repeating: "x", count: count)
      let line = #"{"revision":"2023-11","facts":{"procedure":"CPT:76498"},"id":""# + id + "\"}"
      let both = answers([Array(line.utf8), Array(line.utf8.dropLast(2))])
      #expect(both[0].hasPrefix(#"{"id":""# + id + "\""))
      #expect(both[1].contains("bad-json"))
    }
  }

  /// Values that were the same in several requests are expected, and nothing else passes for them.
  @Test(arguments: [
    ("suspected", "true", ["tru", "true1", "true ", "false", "null", #"true,"suspected":true"#]),
    ("procedure", #""CPT:76498""#, [#""CPT:74181""#, #" "CPT:76498""#, #""CPT:764981""#]),
    ("ferritin", "1000", ["1000.5", "10000", "-1000", #"{"over":1000}"#, "1000 "]),
    ("since", #""2023-01-31""#, [#""2023-01""#, #""2023-01-31"x"#, #""2024-01-31""#]),
    (
      "purpose_of_the_measurement", #""iron""#,
      [#""iron"x"#, #""other""#, #""iro\u006e""#, #""iron" "#]
    ),
  ])
  func expectsValuesThatRepeat(fact: String, value: String, others: [String]) {
    func line(_ value: String, _ revision: String = "2023-11") -> [UInt8] {
      let usual = [
        "procedure": #""CPT:76498""#, "suspected": "true", "ferritin": "1000.1",
        "purpose_of_the_measurement": #""iron""#,
      ]
      let facts = usual.merging([fact: value]) { $1 }.sorted { $0.key < $1.key }
        .map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
      return Array(
        #"{"id":"x","policy":"X.1","revision":"\#(revision)","facts":{\#(facts)},"plan":1}"#.utf8)
    }
    let alike = Array(repeating: line(value), count: 9)
    for other in others.map({ line($0) }) + [line(value, "2023-1"), line(value, "2022-12")] {
      let lines = alike + [other] + alike + Array(repeating: other, count: 9) + alike
      #expect(answers(lines) == lines.map { answers([$0])[0] })
    }
    #expect(answers(alike).allSatisfy { $0.contains(#""result":"#) })
  }
}
