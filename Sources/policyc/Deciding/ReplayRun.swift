internal import DecisionRequests
internal import DecisionTable
internal import JSONText
internal import Machine
internal import PolicyModel
internal import PolicyReview
internal import Values

/// Answers a file of requests under both revisions of a difference, and counts the answers that change.
struct ReplayRun {
  let difference: RevisionDifference
  private let lines: [String]
  private let summary: JSON
  /// Lines or rows that are not a request, and requests without an answer under either revision.
  let failed: Int

  /// - Parameter changes: the path of a file that gets one line for each answer that changes.
  init(_ difference: RevisionDifference, of policy: String, requests: String, changes: String?)
    throws(Failure)
  {
    self.difference = difference
    let (old, new) = (Decider(difference.old.table), Decider(difference.new.table))
    var blocks = try RequestBlocks(path: requests, longest: Responder.longestLine)
    let start = try blocks.start(
      named: requests, stated: nil,
      facts: Set((old.table.facts + new.table.facts).map(\.id)))
    var replay = Replay(
      policy: policy, old: old, new: new, columns: start.format.columns,
      writesChanges: changes != nil)
    if let changes {
      let file = try OutputFile(path: changes)
      do throws(Failure) {
        try ReplayRun.put(&blocks, to: &replay, changesTo: file)
      } catch {
        file.abandon()
        throw error
      }
      try file.finish()
    } else {
      try ReplayRun.put(&blocks, to: &replay, changesTo: nil)
    }
    let tally = replay.tally
    lines = ReplayRun.lines(of: tally, difference)
    summary = ReplayRun.json(of: tally)
    failed = tally.unreadable + tally.unanswered
  }

  private static func put(
    _ blocks: inout RequestBlocks, to replay: inout Replay, changesTo file: OutputFile?
  ) throws(Failure) {
    var block: [UInt8] = []
    while try blocks.next(into: &block) {
      block.withUnsafeBufferPointer { replay.put($0) }
      if let file {
        try file.write(replay.changes.bytes)
        replay.changes.removeAll()
      }
    }
  }

  /// The summary for a terminal, which is also a Markdown list.
  var text: String { lines.joined(separator: "\n") + "\n" }
  var json: String { summary.pretty }

  private static func lines(of tally: ReplayTally, _ difference: RevisionDifference)
    -> [String]
  {
    let (old, new) = (difference.old.date.printed, difference.new.date.printed)
    var lines = [
      tally.compared == 0
        ? "No request has an answer under \(old) or \(new), so nothing was compared."
        : "Replayed \(count(tally.requests, "request")) under \(old) and \(new): \(count(tally.changed, "answer")) \(tally.changed == 1 ? "changes" : "change")."
    ]
    if tally.unreadable > 0 {
      lines.append("\(count(tally.unreadable, "line")) could not be read as a request.")
    }
    switch tally.ofOtherPolicies {
    case 0: break
    case 1: lines.append("1 request is for another policy and was skipped.")
    case let many: lines.append("\(many) requests are for other policies and were skipped.")
    }
    switch tally.unanswered {
    case 0: break
    case 1: lines.append("1 request does not have an answer under either revision.")
    case let many: lines.append("\(many) requests do not have an answer under either revision.")
    }
    func text(_ answer: ReplayTally.Answer) -> String {
      answer.result + (answer.outcome.map { " (\($0))" } ?? "")
    }
    for transition in tally.transitions {
      lines.append("- \(text(transition.old)) to \(text(transition.new)): \(transition.count)")
    }
    for (criterion, count) in tally.gained {
      lines.append("- by \(criterion.label), \(criterion.id), under \(new): \(count)")
    }
    for (criterion, count) in tally.lost {
      lines.append("- by \(criterion.label), \(criterion.id), under \(old): \(count)")
    }
    return lines
  }

  private static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private static func json(of tally: ReplayTally) -> JSON {
    func answer(_ answer: ReplayTally.Answer) -> JSON {
      ["result": .string(answer.result), "outcome": answer.outcome.map(JSON.string) ?? .null]
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
      "requests": number(tally.requests), "unreadable": number(tally.unreadable),
      "of_others": number(tally.ofOtherPolicies), "unanswered": number(tally.unanswered),
      "changed": number(tally.changed),
      "transitions": .array(
        tally.transitions.map {
          ["old": answer($0.old), "new": answer($0.new), "count": number($0.count)]
        }), "gained": criteria(tally.gained), "lost": criteria(tally.lost),
    ]
  }
}
