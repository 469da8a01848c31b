internal import MarkupText

extension DecisionModel {
  /// The model as a `.dmn` file. The same model always gives the same bytes.
  package func file(_ version: WrittenDMNVersion) -> [UInt8] {
    XMLElement(
      "definitions",
      [
        ("xmlns", version.version.model), ("xmlns:dmndi", version.diagrams),
        ("xmlns:dc", "http://www.omg.org/spec/DMN/20180521/DC/"),
        ("xmlns:di", "http://www.omg.org/spec/DMN/20180521/DI/"),
        ("id", id), ("name", name), ("namespace", namespace), ("exporter", exporter),
        ("exporterVersion", exporterVersion), ("expressionLanguage", version.version.feel),
        ("typeLanguage", version.version.feel),
      ],
      described(description) + itemDefinitions.map { $0.element("itemDefinition") }
        + inputs.map(\.element) + decisions.map(\.element) + knowledgeSources.map(\.element)
        + (diagram.map { [$0.element] } ?? [])
    ).file
  }
}

private func described(_ text: String?) -> [XMLElement] {
  text.map { [XMLElement("description", text: $0)] } ?? []
}

private func boxed(
  _ name: StaticString, _ attributes: [(StaticString, String?)] = [], _ text: String
) -> XMLElement {
  XMLElement(name, attributes, [XMLElement("text", text: text)])
}

extension ItemDefinition {
  fileprivate func element(_ tag: StaticString) -> XMLElement {
    var members = described(description)
    switch content {
    case .values(let type, let allowed):
      members.append(XMLElement("typeRef", text: type))
      if let allowed { members.append(boxed("allowedValues", [], allowed.text)) }
    case .structure(let components): members += components.map { $0.element("itemComponent") }
    }
    return XMLElement(
      tag, [("name", name), ("isCollection", isCollection ? "true" : "false")], members)
  }
}

extension InputData {
  fileprivate var element: XMLElement {
    XMLElement(
      "inputData", [("id", id), ("name", name)],
      described(description) + [variable(id, name, type)])
  }
}

/// The variable that holds the value of an input or a decision.
private func variable(_ id: String, _ name: String, _ type: String?) -> XMLElement {
  XMLElement("variable", [("id", "\(id)_variable"), ("name", name), ("typeRef", type)])
}

extension KnowledgeSource {
  fileprivate var element: XMLElement {
    XMLElement(
      "knowledgeSource", [("id", id), ("name", name), ("locationURI", location)],
      described(description))
  }
}

extension ModelDecision {
  fileprivate var element: XMLElement {
    var members = described(description)
    if let question { members.append(XMLElement("question", text: question)) }
    members.append(variable(id, name, type))
    members += requirements.filter { $0.kind != .authority }.map(\.element)
    members += requirements.filter { $0.kind == .authority }.map(\.element)
    switch logic {
    case .table(let table): members.append(table.element)
    case .literal(let expression):
      members.append(boxed("literalExpression", [("id", "\(id)_expression")], expression.text))
    case .missing, .unread: break
    }
    return XMLElement("decision", [("id", id), ("name", name)], members)
  }
}

extension Requirement {
  fileprivate var element: XMLElement {
    let target: [(StaticString, String?)] = [("href", "#\(self.target)")]
    return switch kind {
    case .input:
      XMLElement("informationRequirement", [("id", id)], [XMLElement("requiredInput", target)])
    case .decision:
      XMLElement("informationRequirement", [("id", id)], [XMLElement("requiredDecision", target)])
    case .authority:
      XMLElement("authorityRequirement", [("id", id)], [XMLElement("requiredAuthority", target)])
    }
  }
}

extension RuleTable {
  fileprivate var element: XMLElement {
    var aggregation: String?
    if case .collect(let kind) = hitPolicy { aggregation = kind?.rawValue }
    return XMLElement(
      "decisionTable",
      [("id", id), ("hitPolicy", hitPolicy.name), ("aggregation", aggregation)],
      inputs.map(\.element) + outputs.map(\.element) + rules.map(\.element))
  }
}

extension InputClause {
  fileprivate var element: XMLElement {
    XMLElement(
      "input", [("id", id), ("label", label)],
      [boxed("inputExpression", [("id", "\(id)_expression"), ("typeRef", type)], expression.text)]
        + (values.map { [boxed("inputValues", [], $0.text)] } ?? []))
  }
}

extension OutputClause {
  fileprivate var element: XMLElement {
    XMLElement(
      "output", [("id", id), ("name", name), ("typeRef", type)],
      (values.map { [boxed("outputValues", [], $0.text)] } ?? [])
        + (defaultEntry.map { [boxed("defaultOutputEntry", [], $0.text)] } ?? []))
  }
}

extension TableRule {
  fileprivate var element: XMLElement {
    XMLElement(
      "rule", [("id", id)],
      described(description)
        + tests.enumerated().map { boxed("inputEntry", [("id", "\(id)i\($0 + 1)")], $1.text) }
        + answers.enumerated().map { boxed("outputEntry", [("id", "\(id)o\($0 + 1)")], $1.text) })
  }
}

extension RequirementsDiagram {
  fileprivate var element: XMLElement {
    func coordinates(_ point: Point) -> [(StaticString, String?)] {
      [("x", "\(point.x)"), ("y", "\(point.y)")]
    }
    let boxes = shapes.map { shape in
      XMLElement(
        "dmndi:DMNShape", [("id", "shape_\(shape.element)"), ("dmnElementRef", shape.element)],
        [
          XMLElement(
            "dc:Bounds",
            coordinates(shape.origin) + [
              ("width", "\(shape.width)"), ("height", "\(shape.height)"),
            ])
        ])
    }
    let lines = edges.map { edge in
      XMLElement(
        "dmndi:DMNEdge",
        [("id", "edge_\(edge.requirement)"), ("dmnElementRef", edge.requirement)],
        edge.points.map { XMLElement("di:waypoint", coordinates($0)) })
    }
    return XMLElement(
      "dmndi:DMNDI", [], [XMLElement("dmndi:DMNDiagram", [("id", id)], boxes + lines)])
  }
}
