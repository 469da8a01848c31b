internal import DecisionTable
internal import JSONText
internal import Values

/// One of the two tables of a replay, with its answer to the last request.
struct ReplaySide: ~Copyable {
  private let decider: Decider
  private var facts: Facts
  private var decision: Decision
  private var error: RequestError?
  /// The facts that only the other table declares.
  private let otherFacts: Set<String>

  init(_ decider: Decider, comparedWith other: Decider) {
    self.decider = decider
    otherFacts = Set(decider.table.facts(onlyIn: [other.table]))
    facts = decider.facts()
    decision = decider.decision()
  }

  /// Answers a request whose facts are stated by `state`.
  mutating func answer(
    on date: CalendarDate?,
    _ state: (inout Facts, Decider, Set<String>) throws(RequestError) -> Void
  ) {
    error = nil
    facts.clear(date: date)
    do throws(RequestError) {
      try state(&facts, decider, otherFacts)
      do throws(Undecided) {
        try decider.decide(facts, into: &decision)
      } catch {
        throw RequestError(error)
      }
    } catch {
      self.error = error
    }
  }

  /// Answers a request that cannot be put to a table.
  mutating func fail(_ error: RequestError) { self.error = error }

  var kind: ReplayTally.Answer {
    error == nil ? .verdict(decision.result, decision.outcome) : .error
  }

  /// The indices of the criteria on which the answer rests.
  var criteria: [Int] {
    error == nil ? decision.criteria.indices.map { decision.criteria[$0] } : []
  }

  var json: JSON {
    if let error {
      return ["error": ["code": .string(error.code.rawValue), "message": .string(error.message)]]
    }
    let verdict = decider.verdict(decision)
    return [
      "result": .string(verdict.result.rawValue),
      "outcome": verdict.outcome.map { .string($0.rawValue) } ?? .null,
      "statement": verdict.statement.map(JSON.string) ?? .null,
      "criteria": .array(verdict.criteria.map(JSON.string)),
      "criterion_ids": .array(verdict.criterionIDs.map(JSON.string)),
      "needs": .array(verdict.needs.map(JSON.string)),
    ]
  }
}
