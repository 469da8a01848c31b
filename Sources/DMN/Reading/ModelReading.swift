extension DecisionModel {
  /// Reads a file of DMN 1.1 to 1.5.
  ///
  /// Logic that is not read here stays in the model as `unread`, with the reason, so that the other
  /// decisions can be evaluated. The diagram is passed over.
  package init(file bytes: [UInt8]) throws(ModelProblem) {
    let root = try ReadElement(file: bytes)
    guard root.name == "definitions",
      let version = DMNVersion.allCases.first(where: { $0.model == root.namespace })
    else {
      throw ModelProblem(
        "the file begins with `\(root.name)` in `\(root.namespace)`, which is not DMN 1.1 to 1.5",
        line: root.line, help: "export the model as DMN 1.3 or 1.5")
    }
    let names = Set(root.names)
    guard names.count <= FEELNames.most else {
      throw ModelProblem(
        "the model has \(names.count) names, more than \(FEELNames.most)", line: root.line,
        help: "split it into files")
    }
    let reading = ModelReading(names: FEELNames(names), version: version)
    var types: [ItemDefinition] = []
    for element in root.children("itemDefinition") { types.append(try reading.type(element)) }
    var inputs: [InputData] = []
    for element in root.children("inputData") { inputs.append(try reading.input(element)) }
    var decisions: [ModelDecision] = []
    for element in root.children("decision") { decisions.append(try reading.decision(element)) }
    var sources: [KnowledgeSource] = []
    for element in root.children("knowledgeSource") {
      sources.append(try reading.source(element))
    }
    self.init(
      id: root.attributes["id"] ?? "", name: root.attributes["name"] ?? "",
      namespace: root.attributes["namespace"] ?? "", description: root.child("description")?.text,
      exporter: root.attributes["exporter"],
      exporterVersion: root.attributes["exporterVersion"], itemDefinitions: types, inputs: inputs,
      decisions: decisions, knowledgeSources: sources, diagram: nil)
  }
}

/// Elements of a file to parts of a model.
private struct ModelReading {
  let names: FEELNames
  let version: DMNVersion

  func type(_ element: ReadElement) throws(ModelProblem) -> ItemDefinition {
    var components: [ItemDefinition] = []
    for component in element.children("itemComponent") { components.append(try type(component)) }
    var content = ItemDefinition.Content.structure(components)
    if let type = typeName(element.child("typeRef")?.text) {
      // Allowed values that are not read here are not enforced by `-`: the decisions that use the
      // type would take any value, so the file is refused.
      content = .values(of: type, allowed: try cell(element.child("allowedValues")))
    }
    return ItemDefinition(
      name: try name(element), isCollection: element.attributes["isCollection"] == "true",
      content: content, description: element.child("description")?.text)
  }

  func input(_ element: ReadElement) throws(ModelProblem) -> InputData {
    InputData(
      id: element.attributes["id"] ?? "", name: try name(element),
      description: element.child("description")?.text,
      type: typeName(element.child("variable")?.attributes["typeRef"]), line: element.line)
  }

  func source(_ element: ReadElement) throws(ModelProblem) -> KnowledgeSource {
    KnowledgeSource(
      id: element.attributes["id"] ?? "", name: try name(element),
      description: element.child("description")?.text,
      location: element.attributes["locationURI"])
  }

  func decision(_ element: ReadElement) throws(ModelProblem) -> ModelDecision {
    var requirements: [Requirement] = []
    for required in element.children("informationRequirement") {
      if let target = target(required, "requiredInput") {
        requirements.append(.init(id: id(required), kind: .input, target: target))
      }
      if let target = target(required, "requiredDecision") {
        requirements.append(.init(id: id(required), kind: .decision, target: target))
      }
    }
    for required in element.children("authorityRequirement") {
      if let target = target(required, "requiredAuthority") {
        requirements.append(.init(id: id(required), kind: .authority, target: target))
      }
    }
    return ModelDecision(
      id: id(element), name: try name(element), description: element.child("description")?.text,
      question: element.child("question")?.text,
      type: typeName(element.child("variable")?.attributes["typeRef"]),
      requirements: requirements, logic: logic(of: element), line: element.line)
  }

  private func logic(of decision: ReadElement) -> DecisionLogic {
    do throws(ModelProblem) {
      if let element = decision.child("decisionTable") { return .table(try table(element)) }
      if let element = decision.child("literalExpression") {
        return .literal(try expression(element))
      }
    } catch {
      return .unread(error)
    }
    let others = [
      "context", "invocation", "list", "relation", "functionDefinition", "conditional", "filter",
      "for", "every", "some",
    ]
    if let other = decision.children.first(where: { others.contains($0.name) }) {
      return .unread(
        ModelProblem(
          "the logic is a boxed `\(other.name)`, which is not read here", line: other.line,
          help: "write it as a decision table"))
    }
    return .missing
  }

  // MARK: Tables

  private func table(_ element: ReadElement) throws(ModelProblem) -> RuleTable {
    var inputs: [InputClause] = []
    for clause in element.children("input") {
      guard let tested = clause.child("inputExpression") else {
        throw ModelProblem(
          "a column tests nothing", line: clause.line, help: "give it an input expression")
      }
      inputs.append(
        InputClause(
          id: id(clause), label: clause.attributes["label"], expression: try expression(tested),
          type: typeName(tested.attributes["typeRef"]),
          values: try cell(clause.child("inputValues")), line: clause.line))
    }
    var outputs: [OutputClause] = []
    for clause in element.children("output") {
      var preset: FEELExpression?
      if let entry = clause.child("defaultOutputEntry") { preset = try expression(entry) }
      outputs.append(
        OutputClause(
          id: id(clause), name: clause.attributes["name"],
          type: typeName(clause.attributes["typeRef"]),
          values: try cell(clause.child("outputValues")), defaultEntry: preset, line: clause.line))
    }
    guard !outputs.isEmpty else {
      throw ModelProblem(
        "the table answers nothing", line: element.line, help: "give it an output")
    }
    if outputs.count > 1, let unnamed = outputs.first(where: { $0.name == nil }) {
      throw ModelProblem(
        "one of several outputs has no name", line: unnamed.line, help: "name each output")
    }
    var rules: [TableRule] = []
    for (place, rule) in element.children("rule").enumerated() {
      var tests: [UnaryTests] = []
      for entry in rule.children("inputEntry") { tests.append(try cell(entry) ?? .any) }
      var answers: [FEELExpression] = []
      for entry in rule.children("outputEntry") { answers.append(try expression(entry)) }
      guard tests.count == inputs.count, answers.count == outputs.count else {
        throw ModelProblem(
          "rule \(place + 1) has \(tests.count) tests and \(answers.count) answers, for "
            + "\(inputs.count) inputs and \(outputs.count) outputs",
          line: rule.line, help: "give it a cell a column")
      }
      rules.append(
        TableRule(
          id: id(rule), description: rule.child("description")?.text, tests: tests,
          answers: answers, line: rule.line))
    }
    return RuleTable(
      id: id(element), hitPolicy: try hitPolicy(element), inputs: inputs, outputs: outputs,
      rules: rules, line: element.line)
  }

  private func hitPolicy(_ element: ReadElement) throws(ModelProblem) -> HitPolicy {
    let written = element.attributes["hitPolicy"] ?? "UNIQUE"
    let aggregation = element.attributes["aggregation"]
    switch written {
    case "UNIQUE": return .unique
    case "ANY": return .any
    case "PRIORITY": return .priority
    case "FIRST": return .first
    case "RULE ORDER": return .ruleOrder
    case "OUTPUT ORDER": return .outputOrder
    case "COLLECT":
      guard let aggregation else { return .collect(nil) }
      guard let kind = HitPolicy.Aggregation(rawValue: aggregation) else {
        throw ModelProblem(
          "there is no aggregation `\(aggregation)`", line: element.line,
          help: "write `SUM`, `COUNT`, `MIN` or `MAX`")
      }
      return .collect(kind)
    default:
      throw ModelProblem(
        "there is no hit policy `\(written)`", line: element.line,
        help: "write one of `UNIQUE`, `ANY`, `PRIORITY`, `FIRST`, `RULE ORDER`, `OUTPUT ORDER` "
          + "and `COLLECT`")
    }
  }

  // MARK: Texts

  private func expression(_ element: ReadElement) throws(ModelProblem) -> FEELExpression {
    let text = try feel(element)
    guard !text.text.allSatisfy(\.isWhitespace) else { return .null }
    var reader = FEELReader(text.text, names, line: text.line)
    return try reader.expression()
  }

  /// A cell of tests, or nil where there is none.
  private func cell(_ element: ReadElement?) throws(ModelProblem) -> UnaryTests? {
    guard let element else { return nil }
    let text = try feel(element)
    var reader = FEELReader(text.text, names, line: text.line)
    return try reader.cell()
  }

  private func feel(_ element: ReadElement) throws(ModelProblem) -> (text: String, line: Int) {
    if let language = element.attributes["expressionLanguage"], !language.isEmpty,
      !DMNVersion.allCases.contains(where: { $0.feel == language }), language.lowercased() != "feel"
    {
      throw ModelProblem(
        "this is written in `\(language)`", line: element.line, help: "write it in FEEL")
    }
    // DMN 1.1 lets a name stand in a column without a text.
    let text = element.child("text")
    return (text?.text ?? "", text?.line ?? element.line)
  }

  private func name(_ element: ReadElement) throws(ModelProblem) -> String {
    guard let name = element.attributes["name"] else {
      throw ModelProblem(
        "`\(element.name)` has no name", line: element.line, help: "give it a `name`")
    }
    return FEELNames.spaced(name)
  }

  private func id(_ element: ReadElement) -> String { element.attributes["id"] ?? "" }

  private func target(_ element: ReadElement, _ name: String) -> String? {
    element.child(name)?.attributes["href"].map { href in
      String(href.split(separator: "#", omittingEmptySubsequences: false).last ?? "")
    }
  }

  /// The name of a type without its prefix, which DMN 1.1 wrote.
  private func typeName(_ text: String?) -> String? {
    guard let text else { return nil }
    let name = FEELNames.spaced(text)
    return name.split(separator: ":", maxSplits: 1).last.map(String.init)
  }
}
