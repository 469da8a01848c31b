import DecisionTable
import DecisionTableTestSupport
import Testing
import Values

@Suite struct SearchBudgetTests {
  private let decider = Decider(
    PigeonholeTable.table(), rungs: [.threeValued, .satisfiability])

  /// The number of patients who are known to have a bed alone, the others being unknown.
  private func request(known: Int) -> [String: FactValue] {
    var facts: [String: FactValue] = ["in_scope": .boolean(true)]
    for patient in 0..<known {
      facts["patient_\(patient)"] = .choice(PigeonholeTable.beds[patient])
    }
    return facts
  }

  @Test func aRequestThatTakesTooManyStepsGetsNoVerdict() {
    #expect(throws: Undecided.self) { try decider.decide(request(known: 0)) }
  }

  @Test func aRequestThatTakesFewStepsIsDecided() throws {
    #expect(try decider.decide(["in_scope": .boolean(false)]).result == .outOfScope)
    var shared = request(known: 3)
    shared["patient_9"] = .choice(PigeonholeTable.beds[0])
    #expect(try decider.decide(shared).result == .notMet)
    #expect(try decider.decide(request(known: 12)).result == .notMet)
  }

  /// Whether a request is decided does not depend on the requests before it.
  @Test func undecidedRequestsStayUndecided() throws {
    var decision = decider.decision()
    for known in [14, 0, 13, 0] {
      var facts = decider.facts()
      for (id, value) in request(known: known) { try facts.set(id, to: value) }
      if known == 0 {
        #expect(throws: Undecided.self) { try decider.decide(facts, into: &decision) }
        #expect(decision.result == .needsInformation)
        #expect(decision.needs.isEmpty && decision.criteria.isEmpty)
      } else {
        try decider.decide(facts, into: &decision)
        #expect(decision.result == .notMet)
      }
    }
  }

  @Test func storageOfAnotherDeciderIsRefused() async {
    await #expect(processExitsWith: .failure) {
      let (one, other) = (smallDecider(), smallDecider())
      var decision = other.decision()
      try one.decide(one.facts(), into: &decision)
    }
    await #expect(processExitsWith: .failure) {
      let (one, other) = (smallDecider(), smallDecider())
      var decision = other.decision()
      try other.decide(one.facts(), into: &decision)
    }
  }
}

private func smallDecider() -> Decider {
  Decider(
    DecisionTable(
      facts: [Fact(id: "x", type: .boolean, question: "?")],
      scope: .test(UnaryTest(fact: "x", values: [.boolean(true)])), statements: [], bindings: []))
}
