import DecisionTable
import JSONText
import TestSupport
import Testing
import Values

/// The library gives the answers that every embedding of it has to give.
@Suite struct EmbeddingConformanceTests {
  @Test func answersAsEveryEmbeddingDoes() throws {
    let file = try #require(
      readFile(packageFolder + "/generated/LA.CP.MP.53/2023-11/decision-table.json"))
    let decider = Decider(try CompiledTable(json: file).table)
    let requests = try lines("requests.ndjson")
    let answers = try lines("answers.ndjson")
    #expect(requests.count == answers.count && !requests.isEmpty)
    for (request, answer) in zip(requests, answers) {
      #expect(try self.answer(to: request, by: decider) == answer, "\(request.compact)")
    }
  }

  private func lines(_ file: String) throws -> [JSON] {
    let bytes = try #require(readFile("\(packageFolder)/Tests/Conformance/embedding/\(file)"))
    return try bytes.split(separator: UInt8(ascii: "\n")).map { try JSON(bytes: Array($0)) }
  }

  private func answer(to request: JSON, by decider: Decider) throws -> JSON {
    let id = try #require(request["id"])
    do {
      let facts = try request["facts"]?.object?.compactMap { member in
        try FactValue(member.value, in: decider.table.facts.first { $0.id == member.name }).map {
          (member.name, $0)
        }
      }
      let verdict = try decider.decide(
        Dictionary(uniqueKeysWithValues: facts ?? []),
        on: request["date"]?.string.flatMap { CalendarDate($0) })
      return [
        "id": id, "result": .string(verdict.result.rawValue),
        "outcome": verdict.outcome.map { .string($0.rawValue) } ?? .null,
        "statement": verdict.statement.map(JSON.string) ?? .null,
        "criteria": .array(verdict.criteria.map(JSON.string)),
        "criterion_ids": .array(verdict.criterionIDs.map(JSON.string)),
        "needs": .array(verdict.needs.map(JSON.string)),
      ]
    } catch let error as FactError {
      return ["id": id, "error": .string(error.code)]
    }
  }
}

extension FactValue {
  /// A fact of a request; nil if it is unknown.
  fileprivate init?(_ json: JSON, in fact: Fact?) throws {
    func members(_ json: JSON?) throws -> [SetMember] {
      try (json?.array ?? []).compactMap(\.string).map { name in
        name.contains(":") ? .code(try Code(name)) : .term(name)
      }
    }
    switch json {
    case .null: return nil
    case .boolean(let value): self = .boolean(value)
    case .number(let digits): self = .quantity(try #require(ExactDecimal(digits)), unit: nil)
    case .string(let text):
      if case .code? = fact?.type { self = .code(try Code(text)) } else { self = .choice(text) }
    case .array: self = .set(try members(json))
    case .object:
      self = .partialSet(
        present: try members(json["present"]), absent: try members(json["absent"]))
    }
  }
}

extension FactError {
  /// The code of the error of a request.
  fileprivate var code: String {
    switch self {
    case .unknownFact: "unknown-fact"
    case .wrongType: "wrong-type"
    case .unknownWord: "unknown-word"
    case .contradiction, .contradictedCode: "contradiction"
    case .wrongUnit, .inexact: "wrong-unit"
    case .noValueLeft: "no-value-left"
    case .outOfRange: "out-of-range"
    case .missingDate: "missing-date"
    case .afterService: "date-after-service"
    case .entry(_, _, let error): error.code
    case .tooManyEntries: "too-many-entries"
    case .emptyStretch: "no-value-left"
    case .tooManyCompletions: "undecided"
    }
  }
}
