internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import PolicyModel
internal import Values

/// The code systems that a revision defines, and value sets of their codes and of the third-party codes
/// that it names.
struct PolicyTerminology: Sendable {
  let criteria: CodeSystemResource
  /// The answers to questions about choices and sets, by the id of the fact.
  private let answers: [String: CodeSystemResource]
  /// `none-of-these` and `another-code`; nil where no question needs them.
  private let standing: CodeSystemResource?
  /// The value sets of answers, by the id of the fact.
  private let answerSets: [String: ValueSetResource]
  private let crosswalkSets: [ValueSetResource]
  private let titles: [Code: String]
  private let order: [String]
  private let names: ResourceNames

  // Choices and terms do not have hyphens, so these cannot clash with them.
  private static let noneOfThese = "none-of-these"
  private static let anotherCode = "another-code"

  init(_ exported: RevisionExport, _ heads: ResourceHeads, _ interview: Interview) {
    let (revision, table) = (exported.revision, exported.revision.table)
    names = heads.names
    let titles = Dictionary(
      (revision.coding?.rows ?? []).map { ($0.code, $0.descriptor) },
      uniquingKeysWith: { first, _ in first })
    self.titles = titles
    criteria = CodeSystemResource(
      head: heads.head(
        .codeSystem, "criteria", title: "Criteria of \(heads.subject)",
        about:
          "The criteria of the policy by their ids, which never change. Labels follow the position in the outline."
      ),
      properties: [
        .init(code: "label", description: "The label of the criterion in the outline"),
        .init(code: "outcome", description: "The outcome of a statement"),
      ],
      concepts: table.statements.map { statement in
        let concept = CodeSystemResource.Concept(statement.criterion)
        return CodeSystemResource.Concept(
          code: concept.code, display: concept.display,
          properties: concept.properties + [
            .init(code: "outcome", value: statement.outcome.rawValue)
          ], concepts: concept.concepts)
      })
    order = interview.questions.map { table.facts[$0.fact].id }
    var answers: [String: CodeSystemResource] = [:]
    var answerSets: [String: ValueSetResource] = [:]
    var extra: Set<String> = []
    for question in interview.questions {
      let fact = table.facts[question.fact]
      var codings: [FHIRCoding] = []
      switch fact.type {
      case .choice(let words):
        let system = PolicyTerminology.system(
          fact, words.map { ($0, fact.wording(of: $0).capitalizedFirst) }, heads)
        answers[fact.id] = system
        codings = system.codings
      case .set:
        let system = PolicyTerminology.system(
          fact, question.terms.map { ($0.id, $0.label) }, heads)
        answers[fact.id] = system
        codings = system.codings
        extra.insert(PolicyTerminology.noneOfThese)
      case .code:
        codings = question.codes.map { FHIRCoding($0, titled: titles[$0]) }
        extra.insert(PolicyTerminology.anotherCode)
      case .boolean, .number, .date, .duration, .records: break
      }
      guard !codings.isEmpty else { continue }
      answerSets[fact.id] = ValueSetResource(
        head: heads.head(
          .valueSet, fact.id, title: "\(fact.question) (\(heads.subject))",
          about: "The answers to “\(fact.question)” that the policy distinguishes",
          printsCPT: question.codes.contains { $0.system == .cpt }),
        codings: codings)
    }
    self.answers = answers
    self.answerSets = answerSets
    let standingConcepts: [CodeSystemResource.Concept] = [
      .init(code: PolicyTerminology.noneOfThese, display: "None of these"),
      .init(code: PolicyTerminology.anotherCode, display: "Another code"),
    ].filter { extra.contains($0.code) }
    standing =
      standingConcepts.isEmpty
      ? nil
      : CodeSystemResource(
        head: heads.head(
          .codeSystem, "other-answers", title: "Other answers to questions of \(heads.subject)",
          about: "Answers other than the terms and codes that the policy names."),
        concepts: standingConcepts)
    crosswalkSets = exported.codeSets.compactMap { crosswalk in
      let rows = crosswalk.rows.filter { if case .terms = $0.subject { true } else { false } }
      var seen: Set<Code> = []
      let codings = rows.flatMap(\.codes).filter { seen.insert($0.code).inserted }.map {
        FHIRCoding($0.code, titled: $0.title)
      }
      guard !codings.isEmpty else { return nil }
      return ValueSetResource(
        head: heads.head(
          .valueSet, "\(crosswalk.terminology)-\(crosswalk.id)",
          title:
            "Suggested codes for \(crosswalk.terminology.split(separator: "_").joined(separator: " ").capitalizedFirst) of \(heads.subject)",
          about:
            "Codes that bear on terms of the policy, at any level of confidence, for finding records to look at. A category includes the codes below it. They are this project's suggestion, not policy: a code alone does not answer a question.",
          details: ["Code set: \(crosswalk.release)."]),
        codings: codings)
    }
  }

  var codeSystems: [CodeSystemResource] {
    [criteria] + order.compactMap { answers[$0] } + (standing.map { [$0] } ?? [])
  }

  var valueSets: [ValueSetResource] { order.compactMap { answerSets[$0] } + crosswalkSets }

  /// The coding of a choice or of a term of a set.
  func coding(_ word: String, of fact: String) -> FHIRCoding {
    guard let coding = answers[fact]?.coding(word) else {
      preconditionFailure("\(word) is not an answer to \(fact)")
    }
    return coding
  }

  func coding(_ code: Code) -> FHIRCoding { FHIRCoding(code, titled: titles[code]) }

  var none: FHIRCoding { standing(PolicyTerminology.noneOfThese) }
  var another: FHIRCoding { standing(PolicyTerminology.anotherCode) }

  private func standing(_ code: String) -> FHIRCoding {
    guard let coding = standing?.coding(code) else {
      preconditionFailure("\(code) is not an answer to any question")
    }
    return coding
  }

  func coding(of criterion: Criterion) -> FHIRCoding {
    FHIRCoding(
      system: criteria.head.canonical.url, version: criteria.head.canonical.version,
      code: criterion.id)
  }

  private static func system(
    _ fact: Fact, _ words: [(code: String, display: String)], _ heads: ResourceHeads
  ) -> CodeSystemResource {
    CodeSystemResource(
      head: heads.head(
        .codeSystem, fact.id, title: "Answers to “\(fact.question)” (\(heads.subject))",
        about: "The values of `\(fact.id)`, as requests state them."),
      concepts: words.map { .init(code: $0.code, display: $0.display) })
  }

}

extension String {
  /// The text with a capital at its beginning.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension CodeSystemResource {
  /// The top-level concepts, as other resources name them.
  fileprivate var codings: [FHIRCoding] { concepts.map { coding($0) } }

  fileprivate func coding(_ code: String) -> FHIRCoding? {
    concepts.first { $0.code == code }.map { coding($0) }
  }

  private func coding(_ concept: Concept) -> FHIRCoding {
    FHIRCoding(
      system: head.canonical.url, version: head.canonical.version, code: concept.code,
      display: concept.display)
  }
}

extension CodeSystemResource.Concept {
  fileprivate init(_ criterion: Criterion) {
    var members: [Criterion] = []
    if case .group(_, let criteria) = criterion.rule { members = criteria }
    self.init(
      code: criterion.id, display: criterion.text,
      properties: [.init(code: "label", value: criterion.label)],
      concepts: members.map { CodeSystemResource.Concept($0) })
  }
}

extension FHIRCoding {
  init(_ code: Code, titled title: String?) {
    self.init(system: code.system.fhirSystem, code: code.value, display: title)
  }
}
