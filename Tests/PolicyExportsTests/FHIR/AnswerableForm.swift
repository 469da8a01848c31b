import DecisionAnalysis
import DecisionTable
import DecisionTableTestSupport
import Diagnostics
import PolicyChecks
import PolicyCompilation
import PolicyModel
import PolicySources
import TestSupport
import Testing
import Values

@testable import PolicyExports

/// A questionnaire with the table that it is made from, and the answers that it can take.
struct AnswerableForm {
  let table: DecisionTable
  let interview: Interview
  let questionnaire: QuestionnaireResource
  let decider: Decider
  private let terminology: PolicyTerminology

  private static func policies(in folder: String) -> [CheckedPolicy] {
    let texts = Fixture.readBase(packageFolder + "/" + folder)
      .filter { !$0.path.hasSuffix("/cases.yaml") }
      .map { SourceText(path: "policy/\($0.path)", bytes: $0.bytes) }
    return Compilation(texts, in: "policy").policies
  }

  private static let base = policies(in: "Tests/PolicyChecksTests/Fixtures/Base")[0]
  private static let shipped = policies(in: "policy")

  private init(_ revision: Revision, of checked: CheckedPolicy) throws {
    let exported = RevisionExport(
      revision, of: checked, Provenance(compiler: "policyc", sourceDigest: "0"))
    let package = try FHIRPackage(exported, .example)
    table = revision.table
    interview = Interview(table)
    questionnaire = package.questionnaire
    terminology = package.terminology
    decider = Decider(table)
  }

  /// - Parameter name: the policy and revision, as in `LA.CP.MP.53/2023-11`.
  static func ofPolicy(_ name: String) throws -> AnswerableForm {
    let parts = name.split(separator: "/")
    let checked = try #require(shipped.first { $0.policy.id == parts[0] })
    let revision = try #require(checked.policy.revisions.first { $0.id == parts[1] })
    return try AnswerableForm(revision, of: checked)
  }
  static func random(_ random: inout SplitMix64) throws -> (AnswerableForm, RandomTable) {
    let sample = RandomTable(&random, facts: Int.random(in: 1...4, using: &random))
    let model = base.policy.revisions[1]
    let revision = Revision(
      entry: model.entry, publication: model.publication, crosswalks: [], isErratum: false,
      approvals: [], date: model.date, title: model.title, reconstruction: nil,
      description: nil, table: sample.table, texts: CriteriaTexts(), measurement: nil, sections: [],
      coding: nil, references: [], reminder: nil)
    return (try AnswerableForm(revision, of: base), sample)
  }

  /// Random facts that a person may know: whole sets, and durations by their day.
  func known(_ sample: RandomTable, _ random: inout SplitMix64) -> [String: FactValue] {
    var known: [String: FactValue] = [:]
    for sample in sample.samples where Int.random(in: 0..<5, using: &random) > 0 {
      let value = sample.universe.randomElement(using: &random)!
      if case .duration = sample.fact.type {
        let months = Int.random(in: 0...40, using: &random)
        let day = RandomTable.service.adding(months: -months)!
        known[sample.fact.id] = .date(
          day.adding(days: -Int.random(in: 0...1, using: &random))!)
      } else {
        known[sample.fact.id] = value
      }
    }
    return known
  }

  /// The facts of a request that can be answers: whole sets, and durations by their day.
  func answerable(_ request: [String: FactValue]) -> [String: FactValue] {
    var known: [String: FactValue] = [:]
    for fact in table.facts {
      switch (fact.type, request[fact.id]) {
      case (_, .partialSet?), (_, nil): break
      case (.duration(let unit), .quantity(let length, let stated)?):
        let counted = stated.flatMap { CalendarUnit(ucum: $0) } ?? unit
        let count = length.integer.map { -$0 * counted.length } ?? 0
        known[fact.id] =
          (counted.isOfMonths
          ? RandomTable.service.adding(months: count) : RandomTable.service.adding(days: count))
          .map { .date($0) }
      case (_, let value?): known[fact.id] = value
      }
    }
    return known
  }

  /// Whether deciding on what is asked gives the same as deciding on everything that is known. Which
  /// criteria are named depends on what was asked, so they may differ.
  func answersAlike(_ known: [String: FactValue], _ reading: FormFiller.Reading) throws -> Bool {
    let filled = FormFiller(questionnaire, reading: reading, knowing: answers(known))
    let (full, less) = (
      try decide(known), try decide(known.filter { filled.answers[$0.key] != nil })
    )
    return full.result == less.result && full.outcome == less.outcome && full.needs == less.needs
      && full.needs.allSatisfy(filled.enabled.contains)
  }

  func answers(_ known: [String: FactValue]) -> [String: [FormFiller.Answer]] {
    var answers: [String: [FormFiller.Answer]] = [:]
    for question in interview.questions {
      let id = table.facts[question.fact].id
      func coded(_ coding: FHIRCoding) -> FormFiller.Answer {
        .coding(system: coding.system, code: coding.code)
      }
      switch known[id] {
      case .boolean(let value)?: answers[id] = [.boolean(value)]
      case .choice(let word)?: answers[id] = [coded(terminology.coding(word, of: id))]
      case .code(let code)?:
        answers[id] = [
          coded(
            question.codes.contains(code) ? terminology.coding(code) : terminology.another)
        ]
      case .quantity(let number, _)?: answers[id] = [.number(number)]
      case .date(let day)?: answers[id] = [.date(day)]
      case .set(let members)?:
        let terms = question.terms.filter { members.contains(.term($0.id)) }
        answers[id] =
          terms.isEmpty
          ? [coded(terminology.none)] : terms.map { coded(terminology.coding($0.id, of: id)) }
      case .partialSet?, .range?, .days?, .oneOf?, .noneOf?, .records?, nil: break
      }
    }
    return answers
  }

  func decide(_ values: [String: FactValue]) throws -> Verdict {
    var facts = decider.facts()
    facts.clear(date: RandomTable.service)
    for (id, value) in values.sorted(by: { $0.key < $1.key }) {
      try facts.set(id, to: value)
    }
    var decision = decider.decision()
    try decider.decide(facts, into: &decision)
    return decider.verdict(decision)
  }
}
