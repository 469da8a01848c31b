import DecisionRequests
import TestSupport
import Testing

/// An answerer reuses its storage, and an answer does not depend on the requests before it.
@Suite struct AnswererStateTests {
  private func answer(_ line: [UInt8], by answerer: inout Answerer) -> String {
    var block = AnsweredBlock()
    line.withUnsafeBufferPointer { block.answer($0, by: &answerer) }
    block.number(from: 1)
    return String(decoding: block.output.bytes, as: UTF8.self)
  }

  @Test func answersEachRequestAsIfItWereTheOnlyOne() {
    forAll(seeds: 0..<60) { random in
      let responder = RandomRequests.responder(&random)
      let form: ExplanationForm? = random.next() % 8 == 0 ? .json : nil
      var used = Answerer(responder, explaining: form)
      return (0..<40).allSatisfy { _ in
        let line = RandomRequests.bytes(&random)
        var fresh = Answerer(responder, explaining: form)
        return answer(line, by: &used) == answer(line, by: &fresh)
      }
    }
  }
}
