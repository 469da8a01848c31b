internal import JSONText
internal import PolicyModel

/// The names that the sources of one policy can use, for what completes and checks them as they are
/// written.
package struct SourceVocabulary: Sendable {
  /// The facts that its revisions declare, each as often as they are declared differently.
  package let facts: [(id: String, facts: [FactSource])]
  package let references: [ReferenceSource]
  package let terminologies: [TerminologySource]

  package init(of policy: PolicySource, in tree: SourceTree) {
    var ids: [String] = []
    var declared: [String: [FactSource]] = [:]
    for fact in policy.revisions.flatMap(\.source.facts) {
      if declared[fact.id.value] == nil { ids.append(fact.id.value) }
      declared[fact.id.value, default: []].append(fact)
    }
    facts = ids.map { ($0, declared[$0] ?? []) }
    references = policy.references
    terminologies = tree.terminologies
  }

  /// The terms of the terminology that a set names.
  package func terms(of fact: FactSource) -> [TerminologySource.Term] {
    guard fact.kind == .set, let name = fact.of.first?.value else { return [] }
    return terminologies.first { $0.name.value == name }?.terms ?? []
  }

  var testSchema: JSON {
    [
      "type": "object", "minProperties": 1, "maxProperties": 1,
      "properties": .object(
        facts.map { id, facts in JSON.Member(id, schema(of: facts)) }),
      "additionalProperties": false,
    ]
  }

  var referenceSchema: JSON? {
    references.isEmpty
      ? nil
      : [
        "enum": .array(references.map { .string($0.key.value) }),
        "enumDescriptions": .array(references.map { .string($0.reference.title) }),
      ]
  }

  private func schema(of facts: [FactSource]) -> JSON {
    var schemas: [JSON] = []
    for fact in facts {
      let value = value(of: fact)
      if !schemas.contains(value) { schemas.append(value) }
    }
    let question = facts.last?.question ?? ""
    let kinds = facts.last.map { "\(question) (\($0.kind.rawValue))" } ?? question
    return ["description": .string(kinds), "anyOf": .array(schemas.flatMap(oneOrMore))]
  }

  private func oneOrMore(_ schema: JSON) -> [JSON] {
    [schema, ["type": "array", "minItems": 1, "items": schema]]
  }

  private func value(of fact: FactSource) -> JSON {
    switch fact.kind {
    case .boolean: return ["enum": [true, false, "true", "false"]]
    case .code: return Shapes.code.schema
    case .choice: return ["enum": .array(fact.of.map { .string($0.value) })]
    case .set:
      let terms = terms(of: fact)
      return [
        "enum": .array(terms.map { .string($0.id.value) }),
        "enumDescriptions": .array(terms.map { .string($0.label) }),
      ]
    }
  }
}

extension SourceTree {
  /// Nil where the policy is not among the sources that can be read.
  package func vocabulary(of policy: String) -> SourceVocabulary? {
    policies.first { $0.id == policy }.map { SourceVocabulary(of: $0, in: self) }
  }
}
