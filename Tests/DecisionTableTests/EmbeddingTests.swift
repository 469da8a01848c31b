import DecisionTable
import TestSupport
import Testing
import Values

@Suite struct EmbeddingTests {
  /// The page shows the code of this file.
  @Test func thePageShowsWhatIsCompiled() throws {
    let page = try text("docs/embedding.md")
    let example = try #require(
      page.split(separator: "```swift\n", maxSplits: 1).last?.split(separator: "```").first)
    let shown = example.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("///") }.joined(separator: "\n")
    #expect(try text("Tests/DecisionTableTests/EmbeddingTests.swift").contains(shown))
  }

  @Test func theExampleDecides() throws {
    let file = try #require(
      readFile(packageFolder + "/generated/LA.CP.MP.53/2023-11/decision-table.json"))
    let request: [String: FactValue] = [
      "procedure": .code(try Code("CPT:76498")), "purpose": .choice("liver_iron_concentration"),
      "suspected_iron_overload": .boolean(true), "conditions": .set([.term("hepatitis_b")]),
    ]
    let open = request.filter { $0.key != "purpose" }
    let (met, needed) = try Screening(tableFile: file).count([request, open])
    #expect(met == 1)
    #expect(needed == ["purpose": 1])
  }

  /// A program that embeds the library can state a part of a value, and read why nothing is left.
  @Test func factsCanBePartlyKnown() throws {
    let file = try #require(
      readFile(packageFolder + "/generated/CMS.NCD.210.14/2022-02/decision-table.json"))
    let decider = Decider(try CompiledTable(json: file).table)
    let known: [String: FactValue] = [
      "procedure": .code(try Code("CPT:71271")), "symptoms": .boolean(false),
      "pack_years": .quantity(ExactDecimal(40), unit: nil), "order": .boolean(true),
      "smoking_status": .noneOf([.choice("never")]), "previous_screening": .boolean(true),
      "time_since_screening": .range(
        Interval(lower: .init(ExactDecimal(12), isIncluded: true), upper: nil), unit: "mo"),
      "time_since_quitting": .days(
        from: CalendarDate("2015-01-01"),
        until: CalendarDate("2016-12-31")),
    ]
    func verdict(_ age: ClosedRange<Int>) throws -> Verdict {
      let ages = Interval(
        lower: .init(ExactDecimal(age.lowerBound), isIncluded: true),
        upper: .init(ExactDecimal(age.upperBound), isIncluded: true))
      return try decider.decide(
        known.merging(["age": .range(ages, unit: nil)]) { $1 }, on: CalendarDate("2024-02-01"))
    }
    #expect(try verdict(56...60).result == .met)
    #expect(try verdict(40...60).needs == ["age"])
    #expect(throws: FactError.self) { try verdict(140...160) }
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try #require(readFile("\(packageFolder)/\(path)")), as: UTF8.self)
  }
}

/// Decides requests one after another, in storage that is allocated once.
struct Screening {
  let decider: Decider

  init(tableFile bytes: [UInt8]) throws {
    decider = Decider(try CompiledTable(json: bytes).table)
  }

  /// How many requests are met, and how often each fact is needed to decide the others.
  func count(_ requests: [[String: FactValue]]) throws -> (met: Int, needed: [String: Int]) {
    var facts = decider.facts()
    var decision = decider.decision()
    var met = 0
    var needed: [String: Int] = [:]
    for request in requests {
      facts.clear(date: CalendarDate("2024-02-01"))
      for (fact, value) in request { try facts.set(fact, to: value) }
      try decider.decide(facts, into: &decision)
      if decision.result == .met { met += 1 }
      for index in decision.needs.indices {
        needed[decider.table.facts[decision.needs[index]].id, default: 0] += 1
      }
    }
    return (met, needed)
  }
}
