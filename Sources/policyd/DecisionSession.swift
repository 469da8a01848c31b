internal import DecisionRequests

/// Answers the requests of one connection by the tables of one build.
final class DecisionSession {
  let build: ServedTables.Build
  private var plain: Answerer
  private var explaining: Answerer?
  private var isExplained = false
  private var answered = AnsweredBlock()
  /// The beginning of a line whose end has not come yet.
  private var rest: [UInt8] = []
  private var lineCount = 0
  /// The rest of a line that is too long is not kept.
  private var isSkipping = false

  init(_ build: ServedTables.Build) {
    self.build = build
    plain = Answerer(build.responder)
  }

  /// Begins a body.
  func begin(explaining isExplained: Bool) {
    self.isExplained = isExplained
    if isExplained, explaining == nil { explaining = Answerer(build.responder, explaining: .json) }
    rest.removeAll(keepingCapacity: true)
    lineCount = 0
    isSkipping = false
  }

  /// The answer to the only request of a body.
  func answer(one body: some Collection<UInt8>) throws(Problem) -> [UInt8] {
    let line = Array(body)
    var output = ByteBuffer(capacity: 1 << 10)
    do throws(RequestError) {
      try line.withUnsafeBufferPointer { (line) throws(RequestError) in
        if isExplained {
          try explaining?.answer(line, to: &output)
        } else {
          try plain.answer(line, to: &output)
        }
      }
    } catch {
      var discarded = ByteBuffer(capacity: 1 << 10)
      if isExplained {
        _ = explaining?.write(error, to: &discarded)
      } else {
        _ = plain.write(error, to: &discarded)
      }
      throw Problem(error, id: isExplained ? explaining?.requestID : plain.requestID)
    }
    return Array(output.bytes)
  }

  /// The answers to the lines of a part of a body.
  func answer(_ part: some Collection<UInt8>) -> [UInt8] {
    rest += part
    guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else {
      // A line that is longer than any request is answered by an error when it ends.
      if rest.count > 2 * Responder.longestLine {
        rest.removeLast(rest.count - Responder.longestLine - 1)
      }
      return []
    }
    let answers = answers(to: rest[...end])
    rest.removeFirst(end + 1)
    return answers
  }

  /// The answer to the last line, which may have no end.
  func end() -> [UInt8] {
    defer { rest.removeAll(keepingCapacity: true) }
    return rest.isEmpty ? [] : answers(to: rest[...])
  }

  private func answers(to lines: ArraySlice<UInt8>) -> [UInt8] {
    lines.withUnsafeBufferPointer { lines in
      if isExplained, explaining != nil {
        answered.answer(lines, by: &explaining!)
      } else {
        answered.answer(lines, by: &plain)
      }
    }
    answered.number(from: lineCount + 1)
    lineCount += answered.lineCount
    return Array(answered.output.bytes)
  }

  /// What was answered since this was called last.
  func takeTally() -> Tally {
    var tally = plain.takeTally()
    if let others = explaining?.takeTally() { tally.add(others) }
    return tally
  }
}
