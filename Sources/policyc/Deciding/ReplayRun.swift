internal import DecisionRequests
internal import DecisionTable
internal import JSONText
internal import PolicyModel
internal import PolicyReview
internal import Values

/// A file of requests put to both revisions of a difference.
struct ReplayRun {
  let difference: RevisionDifference
  private let lines: [String]
  private let summary: JSON
  /// Lines that are no request, and requests without an answer under either revision.
  let failed: Int

  /// - Parameter changes: a file that gets a line for each answer that changes.
  init(_ difference: RevisionDifference, of policy: String, requests: String, changes: String?)
    throws(Failure)
  {
    self.difference = difference
    var blocks = try RequestBlocks(path: requests, longest: Responder.longestLine)
    var file: OutputFile?
    if let changes { file = try OutputFile(path: changes) }
    var replay = Replay(
      policy: policy, old: Decider(difference.old.table), new: Decider(difference.new.table),
      writesChanges: changes != nil)
    var block: [UInt8] = []
    while try blocks.next(into: &block) {
      block.withUnsafeBufferPointer { ReplayRun.put($0, to: &replay) }
      if let file {
        try file.write(replay.changes.bytes)
        replay.changes.removeAll()
      }
    }
    try file?.finish()
    lines = ReplayRun.lines(of: replay, difference)
    summary = ReplayRun.json(of: replay)
    failed = replay.unreadable + replay.unanswered
  }

  private static func put(_ block: UnsafeBufferPointer<UInt8>, to replay: inout Replay) {
    var lines = RequestLines(block)
    while let line = lines.next() { replay.put(line) }
  }

  /// For a terminal, or as a list of Markdown.
  var text: String { lines.joined(separator: "\n") + "\n" }
  var json: String { summary.pretty }

  private static func lines(of replay: borrowing Replay, _ difference: RevisionDifference)
    -> [String]
  {
    let (old, new) = (difference.old.date.printed, difference.new.date.printed)
    var lines = [
      "Replayed \(replay.requests) requests under \(old) and \(new): \(replay.changed) answers change."
    ]
    if replay.unreadable > 0 {
      lines.append("\(replay.unreadable) lines are no requests and were passed over.")
    }
    if replay.ofOthers > 0 {
      lines.append("\(replay.ofOthers) requests are of other policies and were passed over.")
    }
    if replay.unanswered > 0 {
      lines.append("\(replay.unanswered) requests have no answer under either.")
    }
    func words(_ answer: Replay.Answer) -> String {
      answer.words + (answer.outcome.map { " (\($0))" } ?? "")
    }
    for transition in replay.transitions {
      lines.append("- \(words(transition.old)) to \(words(transition.new)): \(transition.count)")
    }
    for (criterion, count) in replay.gained {
      lines.append("- by \(criterion.label), \(criterion.id), under \(new): \(count)")
    }
    for (criterion, count) in replay.lost {
      lines.append("- by \(criterion.label), \(criterion.id), under \(old): \(count)")
    }
    return lines
  }

  private static func json(of replay: borrowing Replay) -> JSON {
    func answer(_ answer: Replay.Answer) -> JSON {
      ["result": .string(answer.words), "outcome": answer.outcome.map(JSON.string) ?? .null]
    }
    func number(_ count: Int) -> JSON { .number(String(count)) }
    func criteria(_ list: [(criterion: Criterion, count: Int)]) -> JSON {
      .array(
        list.map {
          [
            "label": .string($0.criterion.label), "id": .string($0.criterion.id),
            "count": number($0.count),
          ]
        })
    }
    return [
      "requests": number(replay.requests), "unreadable": number(replay.unreadable),
      "of_others": number(replay.ofOthers), "unanswered": number(replay.unanswered),
      "changed": number(replay.changed),
      "transitions": .array(
        replay.transitions.map {
          ["old": answer($0.old), "new": answer($0.new), "count": number($0.count)]
        }), "gained": criteria(replay.gained), "lost": criteria(replay.lost),
    ]
  }
}
