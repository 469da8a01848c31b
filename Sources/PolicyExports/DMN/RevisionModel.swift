internal import DMN
internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyChecks

/// The decision of a revision as a decision model: an input for each fact, and decisions for the
/// result, for the criteria that are met and for the facts that are needed.
struct RevisionModel {
  /// The names and descriptions at the top of a model.
  struct Identity {
    let name: String
    let namespace: String
    let description: String
    let exporter: String
    let exporterVersion: String
    /// The page with the criteria, relative to the model.
    let page: String
  }

  private let identity: Identity
  private let tables: ModelTables
  private let statements: [Statement]
  private let readings: [FactReading]

  init(_ table: DecisionTable, _ decision: PartialDecision, _ identity: Identity)
    throws(ExportRefusal)
  {
    self.identity = identity
    let tables = ModelTables(decision)
    self.tables = tables
    statements = table.statements
    readings = tables.readings(periods: table.periods)
    try refuseNames()
  }

  func model() throws(ExportRefusal) -> DecisionModel {
    let needed: [(ask: String, about: String, type: String, table: RuleTable?)] = [
      (
        "What does the policy say of the request?",
        "Each rule holds whatever its unknown values turn out to be; the rules exclude each other.",
        ModelTypes.answer, tables.result()
      ),
      (
        "Which criteria are met, whatever is still unknown?",
        "The labels of the innermost criteria that are met below criteria that are all met, in document "
          + "order; only where the result is `met`.", ModelTypes.labels, tables.criteria()
      ),
      (
        "Which criteria are met, by the ids that never change?",
        "The ids of the same criteria, in the same order.", ModelTypes.labels,
        tables.criterionIDs()
      ),
      (
        "Which facts can still change the answer?",
        "Only where the result is `needs-information`.", ModelTypes.facts, tables.needs()
      ),
    ]
    var decisions = readings.map(decision)
    for (name, part) in zip(["result", "criteria", "criterion_ids", "needs"], needed) {
      guard let table = part.table else {
        throw ExportRefusal(
          of: .revision,
          "the table of `\(name)` would have more than \(ModelTables.mostRows) rules",
          help: "use another export; the rules of a DMN table cannot share conditions")
      }
      decisions.append(
        decision(name, question: part.ask, about: part.about, type: part.type, table))
    }
    let inputs = inputs
    let sources = sources(of: statements.flatMap(\.criterion.withDescendants))
    return DecisionModel(
      id: "definitions", name: identity.name, namespace: identity.namespace,
      description: identity.description, exporter: identity.exporter,
      exporterVersion: identity.exporterVersion, itemDefinitions: itemDefinitions, inputs: inputs,
      decisions: decisions, knowledgeSources: sources,
      diagram: RequirementsDiagram(inputs: inputs, decisions: decisions, sources: sources))
  }

  // MARK: Inputs and types

  private var inputs: [InputData] {
    var inputs = tables.facts.map { fact in
      InputData(
        id: "input_\(fact.id)", name: fact.id, description: fact.statement,
        type: ModelTypes.name(of: fact))
    }
    if readings.contains(where: \.needsDate) {
      inputs.append(
        InputData(
          id: "input_\(FactReading.dateOfService)", name: FactReading.dateOfService,
          description: "The date of service: which codes are valid on it.", type: "date"))
    }
    return inputs
  }

  private var itemDefinitions: [ItemDefinition] {
    let hasSets = tables.facts.contains { !tables.terms(of: $0).isEmpty }
    return (hasSets ? [ModelTypes.presenceDefinition] : [])
      + tables.facts.compactMap { ModelTypes.definition(of: $0, terms: tables.terms(of: $0)) }
      + ModelTypes.answerDefinitions
  }

  // MARK: Decisions

  private func decision(_ reading: FactReading) -> ModelDecision {
    let required = [reading.fact.id] + (reading.needsDate ? [FactReading.dateOfService] : [])
    return ModelDecision(
      id: reading.name, name: reading.name,
      description: reading.description, question: nil,
      type: "string",
      requirements: required.map { name in
        Requirement(id: "\(reading.name)_needs_\(name)", kind: .input, target: "input_\(name)")
      }, logic: .table(reading.table))
  }

  private func decision(
    _ name: String, question: String, about: String, type: String, _ table: RuleTable
  ) -> ModelDecision {
    let read = tables.facts(of: table).map { fact in
      readings.first { $0.fact.id == fact.id }.map { reading in
        Requirement(id: "\(name)_needs_\(reading.name)", kind: .decision, target: reading.name)
      }
        ?? Requirement(id: "\(name)_needs_\(fact.id)", kind: .input, target: "input_\(fact.id)")
    }
    return ModelDecision(
      id: name, name: name, description: about, question: question, type: type,
      requirements: read + authorities(of: name), logic: .table(table))
  }

  /// The result refers to the statements, and the criteria to everything below them.
  private func authorities(of decision: String) -> [Requirement] {
    let criteria: [Criterion] =
      switch decision {
      case "result": statements.map(\.criterion)
      case "criteria", "criterion_ids":
        statements.flatMap { $0.criterion.withDescendants.dropFirst() }
      default: []
      }
    return criteria.map {
      Requirement(
        id: "\(decision)_by_\($0.id)", kind: .authority, target: "source_\($0.id)")
    }
  }

  private func sources(of criteria: [Criterion]) -> [KnowledgeSource] {
    criteria.map { criterion in
      KnowledgeSource(
        id: "source_\(criterion.id)", name: criterion.label, description: criterion.text,
        location: "\(identity.page)#\(criterion.label)")
    }
  }

  // MARK: Names

  /// Facts keep their names, so a fact that has the name of another part of the model is refused.
  private func refuseNames() throws(ExportRefusal) {
    var taken = Set([
      "result", "criteria", "criterion_ids", "needs", "outcome", "statement",
    ])
    taken.formUnion(readings.map(\.name))
    if readings.contains(where: \.needsDate) { taken.insert(FactReading.dateOfService) }
    for fact in tables.facts {
      let words = [fact.id] + tables.terms(of: fact)
      if let keyword = words.first(where: FEELKeywords.all.contains) {
        throw ExportRefusal(
          of: .fact(fact.id), "`\(keyword)` is a reserved word of FEEL, the language of the cells",
          help: "give it a longer name")
      }
      if taken.contains(fact.id) {
        throw ExportRefusal(
          of: .fact(fact.id), "`\(fact.id)` is the name of a decision of the model",
          help: "give the fact a longer name")
      }
    }
  }
}

extension Fact {
  /// What a request has to state, as a description for the people who supply the input.
  fileprivate var statement: String {
    let unknown =
      switch type {
      case .set: "For each term: present, absent or unknown."
      case .duration(let unit):
        "In \(unit.isOfMonths ? "months" : "days"), counted by the calendar up to the date of "
          + "service; null means unknown."
      case .number(let type):
        (type.unit.map { "In `\($0)`; null" } ?? "Null") + " means unknown."
      case .boolean, .code, .choice, .date, .records: "Null means unknown."
      }
    return "\(question) \(unknown)"
  }
}
