internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import PolicyChecks
internal import PolicyModel
internal import Values

extension PlanDefinitionResource {
  /// The criteria as a tree of actions. An action applies where the answers to the questionnaire meet its
  /// criterion and all those above it for certain.
  ///
  /// - Throws: a refusal where a condition is too long to write out.
  init(
    _ exported: RevisionExport, _ heads: ResourceHeads, _ terminology: PolicyTerminology,
    _ interview: Interview
  ) throws(ExportRefusal) {
    let (revision, table) = (exported.revision, exported.revision.table)
    let words = CriterionPaths(table, terminology)
    try words.checkLengths()
    var statements: [Action] = []
    var earlier: [FHIRPath] = []
    for statement in table.statements {
      let own = words.path(of: statement.criterion)
      let action = try PlanDefinitionResource.action(statement.criterion, words, terminology)
      // The first statement that holds decides.
      statements.append(
        Action(
          prefix: action.prefix, title: action.title, description: statement.outcome.wording,
          code: action.code, condition: .all(earlier.map { .not($0) } + [own]),
          actions: action.actions))
      earlier.append(own)
    }
    let services = table.services
    let parts =
      terminology.codeSystems.map(\.head.canonical) + terminology.valueSets.map(\.head.canonical)
    let questions = heads.names.canonical(.questionnaire, "")
    self.init(
      head: heads.head(
        .planDefinition, "", title: "Criteria of \(heads.subject)",
        about:
          "The criteria of the policy. Each is an action that applies where the answers to the questionnaire meet it for certain. An action that does not apply is not a denial: a request that does not meet the criteria goes to clinical review by a qualified person.",
        list: table.statements.flatMap(\.criterion.withDescendants).map {
          "\($0.label) \($0.text)"
        },
        printsCPT: services.contains { $0.system == .cpt }),
      services: services.map(terminology.coding), approval: heads.approval,
      effective: heads.effective,
      relatedArtifacts: [
        RelatedArtifact(
          kind: .derivedFrom,
          display:
            "\(revision.publication.publisher), \(exported.policy.id), \(revision.date.printed)")
      ]
        + ([questions] + parts).map { RelatedArtifact(kind: .dependsOn, resource: $0) }
        + revision.references.enumerated().map { index, reference in
          RelatedArtifact(
            kind: .citation, label: "\(index + 1)", display: reference.title,
            url: reference.doi.map { "https://doi.org/\($0)" } ?? reference.url)
        },
      action: Action(
        prefix: nil, title: "The policy is about the requested service", description: nil,
        code: nil, condition: words.path(of: table.scope), actions: statements))
  }

  private static func action(
    _ criterion: Criterion, _ words: CriterionPaths, _ terminology: PolicyTerminology
  ) throws(ExportRefusal) -> Action {
    var description: String?
    var members: [Action] = []
    if case .group(let connective, let criteria) = criterion.rule {
      description = connective.phrase
      // Criteria under `none_of` count against their criterion, so they never apply where it does.
      for member in criteria { members.append(try action(member, words, terminology)) }
    }
    let condition = words.path(of: criterion)
    return Action(
      prefix: criterion.label, title: criterion.text, description: description,
      code: terminology.coding(of: criterion), condition: condition, actions: members)
  }
}

extension DecisionTable {
  /// The service codes that the scope names, in order.
  var services: [Code] { Set(scope.tests.flatMap(\.values).compactMap(\.code)).sorted() }
}
