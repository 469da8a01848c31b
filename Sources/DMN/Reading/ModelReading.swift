extension DecisionModel {
  /// Reads a DMN file, version 1.1 to 1.5.
  ///
  /// Logic that cannot be read is kept as `unread` with the reasons, so that the other decisions
  /// can still be evaluated. The diagram is skipped.
  package init(file bytes: [UInt8]) throws(ModelProblem) {
    let root = try ReadElement(file: bytes)
    guard root.name == "definitions", DMNVersion(namespace: root.namespace) != nil else {
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
    let reading = ModelReading(
      texts: TextReading(
        names: FEELNames(names), language: root.attributes["expressionLanguage"]))
    var types: [ItemDefinition] = []
    for element in root.children("itemDefinition") { types.append(try reading.type(element)) }
    self.init(
      id: root.attributes["id"] ?? "", name: root.attributes["name"] ?? "",
      namespace: root.attributes["namespace"] ?? "", description: root.child("description")?.text,
      exporter: root.attributes["exporter"],
      exporterVersion: root.attributes["exporterVersion"], itemDefinitions: types,
      inputs: root.children("inputData").map(reading.input),
      decisions: root.children("decision").map(reading.decision),
      knowledgeSources: root.children("knowledgeSource").map(reading.source), diagram: nil)
  }
}

/// Turns the XML elements of a file into the parts of a model.
///
/// A part without a name is kept, because no expression can use it.
private struct ModelReading {
  let texts: TextReading

  func type(_ element: ReadElement) throws(ModelProblem) -> ItemDefinition {
    var components: [ItemDefinition] = []
    for component in element.children("itemComponent") { components.append(try type(component)) }
    var content = ItemDefinition.Content.structure(components)
    if let type = TextReading.typeName(element.child("typeRef")?.text) {
      // A file whose allowed values cannot be read is refused, because without them the decisions
      // that use the type would accept any value.
      content = .values(of: type, allowed: try texts.cell(element.child("allowedValues")))
    }
    return ItemDefinition(
      name: name(element), isCollection: element.attributes["isCollection"] == "true",
      content: content, description: element.child("description")?.text)
  }

  func input(_ element: ReadElement) -> InputData {
    InputData(
      id: element.attributes["id"] ?? "", name: name(element),
      description: element.child("description")?.text,
      type: TextReading.typeName(element.child("variable")?.attributes["typeRef"]),
      line: element.line)
  }

  func source(_ element: ReadElement) -> KnowledgeSource {
    KnowledgeSource(
      id: element.attributes["id"] ?? "", name: name(element),
      description: element.child("description")?.text,
      location: element.attributes["locationURI"])
  }

  func decision(_ element: ReadElement) -> ModelDecision {
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
      id: id(element), name: name(element), description: element.child("description")?.text,
      question: element.child("question")?.text,
      type: TextReading.typeName(element.child("variable")?.attributes["typeRef"]),
      requirements: requirements, logic: logic(of: element), line: element.line)
  }

  private func logic(of decision: ReadElement) -> DecisionLogic {
    if let element = decision.child("decisionTable") {
      return TableReading.logic(of: element, texts)
    }
    if let element = decision.child("literalExpression") {
      do throws(ModelProblem) {
        return .literal(try texts.expression(element))
      } catch {
        return .unread(ModelProblems(error))
      }
    }
    let boxed = [
      "context", "invocation", "list", "relation", "functionDefinition", "conditional", "filter",
      "for", "every", "some",
    ]
    guard let other = decision.children.first(where: { boxed.contains($0.name) }) else {
      return .missing
    }
    return .unread(
      ModelProblems(
        ModelProblem(
          "the logic is a boxed `\(other.name)`, which is not supported", line: other.line,
          help: "write it as a decision table")))
  }

  // MARK: Attributes

  private func name(_ element: ReadElement) -> String {
    FEELNames.spaced(element.attributes["name"] ?? "")
  }

  private func id(_ element: ReadElement) -> String { element.attributes["id"] ?? "" }

  private func target(_ element: ReadElement, _ name: String) -> String? {
    element.child(name)?.attributes["href"].map { href in
      String(href.split(separator: "#", omittingEmptySubsequences: false).last ?? "")
    }
  }
}
