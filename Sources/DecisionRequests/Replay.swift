package import DecisionTable
internal import JSONText
internal import Values

/// Requests put to two tables, each read once, whatever revision they name: how many answers change,
/// from what to what, and by which criteria.
package struct Replay: ~Copyable {
  /// What one table said of a request.
  package struct Answer: Hashable, Comparable, Sendable {
    /// The result, or the code of the error.
    package let words: String
    package let outcome: String?

    package static func < (one: Answer, other: Answer) -> Bool {
      (one.words, one.outcome ?? "") < (other.words, other.outcome ?? "")
    }
  }

  private let old: Decider
  private let new: Decider
  private var oldSide: Side
  private var newSide: Side
  private var tape = JSONTape()
  private let policy: String
  private let writesChanges: Bool
  /// A line for each answer that changed; whoever wants them takes them out.
  package var changes = ByteBuffer(capacity: 1 << 12)
  /// Counts by answer under the old and under the new table.
  private var counts = [Int](repeating: 0, count: Side.kinds * Side.kinds)
  /// Of answers that changed, how many rested on each criterion.
  private var lostByCriterion: [Int]
  private var gainedByCriterion: [Int]
  /// Lines that are no request at all.
  package private(set) var unreadable = 0
  package private(set) var requests = 0
  /// Requests that name another policy, and are passed over.
  package private(set) var ofOthers = 0

  /// - Parameter writesChanges: whether `changes` is filled.
  package init(policy: String, old: Decider, new: Decider, writesChanges: Bool) {
    self.policy = policy
    self.old = old
    self.new = new
    self.writesChanges = writesChanges
    oldSide = Side(old)
    newSide = Side(new)
    lostByCriterion = Array(repeating: 0, count: old.criteria.count)
    gainedByCriterion = Array(repeating: 0, count: new.criteria.count)
  }

  private struct Side: ~Copyable {
    var facts: Facts
    var decision: Decision
    var error: RequestError?

    init(_ decider: Decider) {
      facts = decider.facts()
      decision = decider.decision()
    }

    /// Results with outcomes, and one for requests that have no answer.
    static let kinds = Verdict.Result.allCases.count * (Outcome.allCases.count + 1) + 1

    mutating func answer(
      _ stated: Int, of tape: JSONTokens, on date: CalendarDate?, by decider: Decider
    ) {
      error = nil
      facts.clear(date: date)
      do throws(RequestError) {
        try facts.read(stated, of: tape, for: decider)
        decider.decide(facts, into: &decision)
      } catch { self.error = error }
    }

    var kind: Int {
      if error != nil { return Side.kinds - 1 }
      let result =
        switch decision.result {
        case .met: 0
        case .notMet: 1
        case .needsInformation: 2
        case .outOfScope: 3
        }
      let outcome =
        switch decision.outcome {
        case nil: 0
        case .medicallyNecessary: 1
        case .notMedicallyNecessary: 2
        case .investigational: 3
        }
      return result * (Outcome.allCases.count + 1) + outcome
    }
  }

  /// Puts one request to both tables; a blank line is none.
  package mutating func put(_ line: UnsafeBufferPointer<UInt8>) {
    guard !line.isBlank else { return }
    requests += 1
    let values: JSONTokens
    do throws(JSONError) {
      guard line.count <= Responder.longestLine else {
        unreadable += 1
        return
      }
      values = try tape.read(line)
    } catch {
      unreadable += 1
      return
    }
    guard values[0].kind == .object else {
      unreadable += 1
      return
    }
    var (facts, id, date) = (nil as Int?, nil as Int?, nil as CalendarDate?)
    var isOfOther = false
    var place = 1
    let end = values.end(of: 0)
    while place < end {
      if values.isEqual(place, "facts"), values[place + 1].kind == .object { facts = place + 1 }
      if values.isEqual(place, "id"), values[place + 1].kind == .string { id = place + 1 }
      if values.isEqual(place, "date"), values[place + 1].kind == .string {
        date = CalendarDate(values.bytes(of: place + 1))
      }
      if values.isEqual(place, "policy"), values[place + 1].kind == .string {
        isOfOther = values.string(of: place + 1) != policy
      }
      place = values.end(of: place + 1)
    }
    if isOfOther {
      ofOthers += 1
      return
    }
    guard let facts else {
      unreadable += 1
      return
    }
    oldSide.answer(facts, of: values, on: date, by: old)
    newSide.answer(facts, of: values, on: date, by: new)
    let (one, other) = (oldSide.kind, newSide.kind)
    counts[one * Side.kinds + other] += 1
    guard one != other else { return }
    if oldSide.error == nil {
      for place in oldSide.decision.criteria.array { lostByCriterion[place] += 1 }
    }
    if newSide.error == nil {
      for place in newSide.decision.criteria.array { gainedByCriterion[place] += 1 }
    }
    if writesChanges {
      let json: JSON = [
        "id": id.map { .string(values.string(of: $0)) } ?? .null, "old": json(oldSide, old),
        "new": json(newSide, new),
      ]
      changes.append(json.compact + "\n")
    }
  }

  private func json(_ side: borrowing Side, _ decider: Decider) -> JSON {
    if let error = side.error {
      return ["error": ["code": .string(error.code.rawValue), "message": .string(error.message)]]
    }
    let verdict = decider.verdict(side.decision)
    return [
      "result": .string(verdict.result.rawValue),
      "outcome": verdict.outcome.map { .string($0.rawValue) } ?? .null,
      "criteria": .array(verdict.criteria.map(JSON.string)),
      "needs": .array(verdict.needs.map(JSON.string)),
    ]
  }

  // MARK: What was counted

  package var changed: Int {
    var sum = 0
    for one in 0..<Side.kinds {
      for other in 0..<Side.kinds where one != other { sum += counts[one * Side.kinds + other] }
    }
    return sum
  }

  /// Requests that have an answer under neither table.
  package var unanswered: Int { counts[Side.kinds * Side.kinds - 1] }

  /// From what to what answers changed, the most frequent first.
  package var transitions: [(old: Answer, new: Answer, count: Int)] {
    var found: [(old: Answer, new: Answer, count: Int)] = []
    for one in 0..<Side.kinds {
      for other in 0..<Side.kinds where one != other {
        let count = counts[one * Side.kinds + other]
        if count > 0 { found.append((Replay.answer(one), Replay.answer(other), count)) }
      }
    }
    return found.sorted { ($1.count, $0.old, $0.new) < ($0.count, $1.old, $1.new) }
  }

  private static func answer(_ kind: Int) -> Answer {
    guard kind < Side.kinds - 1 else { return Answer(words: "error", outcome: nil) }
    let results: [Verdict.Result] = [.met, .notMet, .needsInformation, .outOfScope]
    let outcomes: [Outcome?] = [nil, .medicallyNecessary, .notMedicallyNecessary, .investigational]
    return Answer(
      words: results[kind / outcomes.count].rawValue,
      outcome: outcomes[kind % outcomes.count]?.rawValue)
  }

  /// Criteria that answers rest on which the old table did not give, by the new one's order.
  package var gained: [(criterion: Criterion, count: Int)] {
    zip(new.criteria, gainedByCriterion).filter { $1 > 0 }.map { ($0, $1) }
  }

  /// Criteria that answers rested on which the new table does not give.
  package var lost: [(criterion: Criterion, count: Int)] {
    zip(old.criteria, lostByCriterion).filter { $1 > 0 }.map { ($0, $1) }
  }
}
