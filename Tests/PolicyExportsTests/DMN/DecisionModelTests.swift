import DMN
import DecisionAnalysis
import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import DecisionTable
@testable import PolicyExports

/// A written model gives the same answers as the decider.
@Suite struct DecisionModelTests {
  private static let identity = RevisionModel.Identity(
    name: "random", namespace: "urn:policyc:random", description: "a \"random\" table <&>",
    exporter: "policyc", exporterVersion: "0", page: "policy.html")

  /// *DMN(x) = table(x)*
  @Test(arguments: WrittenDMNVersion.allCases)
  func answersAsTheDeciderDoes(_ version: WrittenDMNVersion) throws {
    let seeds: Range<UInt64> = version == .dmn13 ? 0..<150 : 150..<170
    try forAll(seeds: seeds) { random in
      let table = RandomTable(&random, facts: Int.random(in: 1...4, using: &random)).table
      let decider = Decider(table)
      guard let partial = PartialDecision(table) else { return false }
      let file = try RevisionModel(table, partial, Self.identity).model().file(version)
      let executed = try ExecutedModel(file: file, of: table)
      for _ in 0..<10 {
        let cells = partial.variables.map { variable in
          Int.random(in: 0..<3, using: &random) == 0
            ? nil : Int.random(in: 0..<variable.cellCount, using: &random)
        }
        let request = partial.request(at: cells)
        guard try executed.verdict(request) == decider.decide(request) else { return false }
      }
      return true
    }
  }

  /// Reading a written model gives the same types, decisions, cells and knowledge sources.
  @Test func readsWhatItWrites() throws {
    try forAll(seeds: 0..<50) { random in
      let table = RandomTable(&random, facts: 4).table
      guard let partial = PartialDecision(table) else { return false }
      let model = try RevisionModel(table, partial, Self.identity).model()
      let read = try DecisionModel(file: model.file(.dmn13))
      return read.itemDefinitions == model.itemDefinitions
        && read.knowledgeSources == model.knowledgeSources
        && read.description == model.description && read.file(.dmn13) == model.withoutDiagram
    }
  }

  /// The generated models of the bundled policies, on one request of every distinguishable class.
  @Test(arguments: [
    "CMS.NCD.210.14/2015-02", "CMS.NCD.210.14/2022-02", "LA.CP.MP.53/2020-08",
    "LA.CP.MP.53/2022-02", "LA.CP.MP.53/2022-12", "LA.CP.MP.53/2023-11",
  ])
  func thePoliciesAnswerAsTheyAreDecided(_ revision: String) throws {
    let folder = packageFolder + "/generated/\(revision)"
    let compiled = try CompiledTable(json: readFile("\(folder)/decision-table.json") ?? [])
    let table = compiled.table
    let executed = try ExecutedModel(
      file: readFile("\(folder)/decision.dmn") ?? [], of: table)
    let decider = Decider(table)
    let partial = try #require(PartialDecision(table))
    let paths = try #require(partial.answer.paths(atMost: 10_000))
    var random = SplitMix64(seed: 1)
    for (index, path) in paths.enumerated() {
      // Variables outside the path are unknown, and random for every third path.
      var cells = partial.variables.map { variable in
        index % 3 == 0 ? Int.random(in: 0..<variable.cellCount, using: &random) : nil
      }
      for condition in path.conditions {
        cells[condition.variable] = condition.includesUnknown ? nil : condition.cells[0]
      }
      let request = partial.request(at: cells)
      let date = table.serviceDate(of: request)
      #expect(
        try executed.verdict(request, date: date) == decider.decide(request, on: date),
        "\(request)")
    }
  }

  /// A code before its period counts as another code; without a date of service there is no answer.
  @Test func readsPeriodsOfCodesAtTheDateOfService() throws {
    let folder = packageFolder + "/generated/CMS.NCD.210.14/2022-02"
    let table = try CompiledTable(json: readFile("\(folder)/decision-table.json") ?? []).table
    let executed = try ExecutedModel(
      file: readFile("\(folder)/decision.dmn") ?? [], of: table)
    let request: [String: FactValue] = ["procedure": .code(try Code("CPT:71271"))]
    #expect(
      try executed.verdict(request, date: CalendarDate("2020-12-31")).result == .outOfScope)
    #expect(
      try executed.verdict(request, date: CalendarDate("2021-01-01")).result == .needsInformation)
    #expect(throws: ExecutedModel.Unanswered.self) { try executed.verdict(request) }
  }

  @Test func refusesFactsWithReservedNames() throws {
    for name in ["result", "time"] {
      let test = FactCondition.test(UnaryTest(fact: name, values: [.boolean(true)]))
      let table = DecisionTable(
        facts: [Fact(id: name, type: .boolean, question: "?")], scope: test,
        statements: [
          Statement(
            outcome: .medicallyNecessary,
            criterion: Criterion(
              id: "a", label: "I", text: "a",
              rule: .test(UnaryTest(fact: name, values: [.boolean(true)]))))
        ], bindings: [])
      let partial = try #require(PartialDecision(table))
      #expect(throws: ExportRefusal.self) {
        try RevisionModel(table, partial, Self.identity)
      }
    }
  }
}

extension DecisionModel {
  fileprivate var withoutDiagram: [UInt8] {
    DecisionModel(
      id: id, name: name, namespace: namespace, description: description, exporter: exporter,
      exporterVersion: exporterVersion, itemDefinitions: itemDefinitions, inputs: inputs,
      decisions: decisions, knowledgeSources: knowledgeSources, diagram: nil
    ).file(.dmn13)
  }
}

extension DecisionTable {
  /// A date of service on which the codes of a request are valid.
  fileprivate func serviceDate(of request: [String: FactValue]) -> CalendarDate {
    let stated = request.values.compactMap { value in
      if case .code(let code) = value { periods.first { $0.code == code } } else { nil }
    }
    return stated.first.flatMap { $0.from ?? $0.until } ?? CalendarDate("2024-02-29")!
  }
}

extension Decider {
  fileprivate func decide(_ values: [String: FactValue], on date: CalendarDate) throws -> Verdict {
    var facts = facts()
    facts.clear(date: date)
    for (id, value) in values.sorted(by: { $0.key < $1.key }) {
      try facts.set(id, to: value)
    }
    var decision = decision()
    try decide(facts, into: &decision)
    return verdict(decision)
  }
}
