/// The content of a DMN file: types, inputs, decisions, knowledge sources and a diagram.
///
/// It follows Decision Model and Notation 1.3 (OMG formal/21-02-01), clauses 6 to 8, without the
/// parts that a policy does not need: imports, decision services and business contexts.
package struct DecisionModel: Hashable, Sendable {
  package let id: String
  package let name: String
  /// A URI that identifies this version of this model.
  package let namespace: String
  package let description: String?
  package let exporter: String?
  package let exporterVersion: String?
  package let itemDefinitions: [ItemDefinition]
  package let inputs: [InputData]
  package let decisions: [ModelDecision]
  package let knowledgeSources: [KnowledgeSource]
  package let diagram: RequirementsDiagram?

  package init(
    id: String, name: String, namespace: String, description: String?, exporter: String?,
    exporterVersion: String?, itemDefinitions: [ItemDefinition], inputs: [InputData],
    decisions: [ModelDecision], knowledgeSources: [KnowledgeSource], diagram: RequirementsDiagram?
  ) {
    self.id = id
    self.name = name
    self.namespace = namespace
    self.description = description
    self.exporter = exporter
    self.exporterVersion = exporterVersion
    self.itemDefinitions = itemDefinitions
    self.inputs = inputs
    self.decisions = decisions
    self.knowledgeSources = knowledgeSources
    self.diagram = diagram
  }
}

/// A named type: values of another type, or a structure of components.
package struct ItemDefinition: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// Values of another type, restricted to those that pass `allowed` if it is present.
    case values(of: String, allowed: UnaryTests?)
    case structure([ItemDefinition])
  }

  package let name: String
  package let isCollection: Bool
  package let content: Content
  package let description: String?

  package init(
    name: String, isCollection: Bool = false, content: Content, description: String? = nil
  ) {
    self.name = name
    self.isCollection = isCollection
    self.content = content
    self.description = description
  }
}

/// An input of the model: a value that each request states.
package struct InputData: Hashable, Sendable {
  package let id: String
  package let name: String
  package let description: String?
  /// The name of a type of FEEL or of an item definition.
  package let type: String?
  /// The line in the file, counted from 1; 0 if the model was not read from a file.
  package let line: Int

  package init(id: String, name: String, description: String?, type: String?, line: Int = 0) {
    self.id = id
    self.name = name
    self.description = description
    self.type = type
    self.line = line
  }
}

/// A source of knowledge for decisions, such as a section of a document.
package struct KnowledgeSource: Hashable, Sendable {
  package let id: String
  package let name: String
  package let description: String?
  /// A URI reference.
  package let location: String?

  package init(id: String, name: String, description: String?, location: String?) {
    self.id = id
    self.name = name
    self.description = description
    self.location = location
  }
}

/// A decision: what it requires, its authorities, and its logic.
package struct ModelDecision: Hashable, Sendable {
  package let id: String
  package let name: String
  package let description: String?
  package let question: String?
  package let type: String?
  package let requirements: [Requirement]
  package let logic: DecisionLogic
  package let line: Int

  package init(
    id: String, name: String, description: String?, question: String?, type: String?,
    requirements: [Requirement], logic: DecisionLogic, line: Int = 0
  ) {
    self.id = id
    self.name = name
    self.description = description
    self.question = question
    self.type = type
    self.requirements = requirements
    self.logic = logic
    self.line = line
  }
}

/// An edge of the requirements graph; `target` is the id of the required element.
package struct Requirement: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case input, decision, authority }

  package let id: String
  package let kind: Kind
  package let target: String

  package init(id: String, kind: Kind, target: String) {
    self.id = id
    self.kind = kind
    self.target = target
  }
}

package enum DecisionLogic: Hashable, Sendable {
  case table(RuleTable)
  case literal(FEELExpression)
  /// The model does not say how the decision is made.
  case missing
  /// The logic is written in a form that this reader does not understand.
  case unread(ModelProblems)
}
