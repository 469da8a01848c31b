internal import DecisionRequests

/// What an answer contains besides the answer of `policyc decide`.
enum AnswerAddition {
  case explanation
  /// The fact to ask for next.
  case question
}

/// The lines that answer requests.
struct AnsweredLines {
  /// The lines of the requests, where they are kept.
  var requests: [UInt8] = []
  var answers: [UInt8] = []
}

/// Answers the requests of one connection by the tables of one build.
final class DecisionSession {
  let build: ServedTables.Build
  /// Whether answers come with their requests, for a log.
  private let keepsRequests: Bool
  private var plain: Answerer
  private var explaining: Answerer?
  private var asking: Answerer?
  private var addition: AnswerAddition?
  private var answered = AnsweredBlock()
  /// The beginning of a line whose end has not come yet.
  private var rest: [UInt8] = []
  private var lineCount = 0

  init(_ build: ServedTables.Build, keepsRequests: Bool) {
    self.build = build
    self.keepsRequests = keepsRequests
    plain = Answerer(build.responder)
  }

  /// Begins a body.
  func begin(adding addition: AnswerAddition?) {
    self.addition = addition
    switch addition {
    case .explanation:
      if explaining == nil { explaining = Answerer(build.responder, explaining: .json) }
    case .question: if asking == nil { asking = Answerer(build.responder, asksNext: true) }
    case nil: break
    }
    rest.removeAll(keepingCapacity: true)
    lineCount = 0
  }

  /// The answer to the only request of a body: the line that `policyc decide` writes, and the problem if it is an error.
  func answer(one body: some Collection<UInt8>) -> (line: [UInt8], problem: Problem?) {
    let line = Array(body)
    var output = ByteBuffer(capacity: 1 << 10)
    var problem: Problem?
    withAnswerer { answerer in
      do throws(RequestError) {
        try line.withUnsafeBufferPointer { (line) throws(RequestError) in
          try answerer.answer(line, to: &output)
        }
      } catch {
        var numbered = ByteBuffer(capacity: 1 << 10)
        let place = answerer.write(error, to: &numbered)
        output.append(UnsafeBufferPointer(rebasing: numbered.bytes[..<place]))
        output.append("1")
        output.append(UnsafeBufferPointer(rebasing: numbered.bytes[place...]))
        problem = Problem(error, id: answerer.requestID)
      }
    }
    return (Array(output.bytes), problem)
  }

  /// Calls `body` with the answerer of this body.
  private func withAnswerer<Failure>(
    _ body: (inout Answerer) throws(Failure) -> Void
  ) throws(Failure) {
    switch addition {
    case .explanation where explaining != nil: try body(&explaining!)
    case .question where asking != nil: try body(&asking!)
    default: try body(&plain)
    }
  }

  /// The answers to the lines of a part of a body.
  func answer(_ part: some Collection<UInt8>) -> AnsweredLines {
    rest += part
    guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else {
      // A line that is longer than any request is answered by an error when it ends.
      if rest.count > 2 * Responder.longestLine {
        rest.removeLast(rest.count - Responder.longestLine - 1)
      }
      return AnsweredLines()
    }
    let answers = answers(to: rest[...end])
    rest.removeFirst(end + 1)
    return answers
  }

  /// The answer to the last line, which may have no end.
  func end() -> AnsweredLines {
    defer { rest.removeAll(keepingCapacity: true) }
    return rest.isEmpty ? AnsweredLines() : answers(to: rest[...])
  }

  private func answers(to lines: ArraySlice<UInt8>) -> AnsweredLines {
    lines.withUnsafeBufferPointer { lines in
      withAnswerer { answered.answer(lines, by: &$0) }
    }
    answered.number(from: lineCount + 1)
    lineCount += answered.lineCount
    return AnsweredLines(
      requests: keepsRequests ? Array(lines) : [], answers: Array(answered.output.bytes))
  }

  /// What was answered since this was called last.
  func takeTally() -> Tally {
    var tally = plain.takeTally()
    if let others = explaining?.takeTally() { tally.add(others) }
    if let others = asking?.takeTally() { tally.add(others) }
    return tally
  }
}
