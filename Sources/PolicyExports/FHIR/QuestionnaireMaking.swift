internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel
internal import Values

extension QuestionnaireResource {
  /// The item for the date of service, on which durations end and codes have to be valid. Facts do not
  /// have hyphens, so it cannot clash with one.
  static let dateOfService = "date-of-service"

  /// The facts of the policy as questions, each enabled as long as its answer can still matter.
  ///
  /// A missing answer could be any answer, so it keeps every question enabled that matters for one of
  /// them. That way no question is hidden that a decision on the answers would name among its needs.
  init(
    _ exported: RevisionExport, _ heads: ResourceHeads, _ terminology: PolicyTerminology,
    _ interview: Interview
  ) {
    let table = exported.revision.table
    let entries = interview.questions.compactMap { question -> QuestionnaireGroups.Entry? in
      // A question that never matters is not asked.
      guard !question.idle.contains(where: \.premises.isEmpty) else { return nil }
      let fact = table.facts[question.fact]
      return .init(
        item: QuestionnaireItem(
          linkId: fact.id, text: fact.question,
          content: .question(fact.answer(to: question, terminology))),
        idle: question.idle)
    }
    var groups = QuestionnaireGroups(table, interview, terminology)
    var items = groups.items(entries)
    if table.needsDate {
      items.insert(
        QuestionnaireItem(
          linkId: QuestionnaireResource.dateOfService,
          text: "What is the date of service?", content: .question(.date)), at: 0)
    }
    self.init(
      head: heads.head(
        .questionnaire, "", title: "Questions of \(heads.subject)",
        about:
          "The questions that the criteria of the policy depend on, each as long as it can still change the answer. Leave unanswered what is not known.",
        details: interview.excesses.map { $0.text(table) },
        list: entries.map(\.item.text),
        printsCPT: interview.questions.contains { $0.codes.contains { $0.system == .cpt } }),
      approval: heads.approval, effective: heads.effective, items: items)
  }
}

extension DecisionTable {
  /// Whether some answer can only be understood on a date of service.
  fileprivate var needsDate: Bool {
    let tested = Set(tests.map(\.fact))
    let codes = Set(tests.flatMap(\.values).compactMap(\.code))
    return periods.contains { codes.contains($0.code) }
      || facts.contains { fact in
        if case .duration = fact.type { tested.contains(fact.id) } else { false }
      }
  }
}

extension Fact {
  fileprivate func answer(
    to question: Interview.Question, _ terminology: PolicyTerminology
  ) -> QuestionnaireAnswer {
    switch type {
    case .boolean: return .boolean
    case .date, .duration: return .date
    case .choice(let words): return .options(words.map { terminology.coding($0, of: id) })
    case .code: return .options(question.codes.map(terminology.coding) + [terminology.another])
    case .set:
      return .several(
        question.terms.map { terminology.coding($0.id, of: id) }, none: terminology.none)
    case .number(let type):
      return .number(
        unit: type.unit.map {
          FHIRCoding(system: UnitSystem.ucum, code: $0, display: UnitWords.plural($0))
        }, isInteger: type.isInteger, minimum: type.minimum, maximum: type.maximum)
    case .records: preconditionFailure("a record in FHIR")
    }
  }
}

extension Interview.Excess {
  /// Why more may be asked than is needed, for the narrative.
  fileprivate func text(_ table: DecisionTable) -> String {
    switch self {
    case .duration(let fact):
      "The questions that depend on “\(table.facts[fact].question)” are asked for every day: the time to the date of service is counted by the calendar, which conditions of a form cannot do."
    case .period(let fact):
      "A code for “\(table.facts[fact].question)” that is not valid on every day may count as another code, so more may be asked than is needed."
    case .bound:
      "Some situations in which a question no longer matters are not written out, so more may be asked than is needed."
    }
  }
}
