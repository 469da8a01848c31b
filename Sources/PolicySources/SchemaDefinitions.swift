internal import JSONText

/// The parts of schemas that are listed once under `definitions`, because they contain themselves or
/// depend on what a policy declares.
enum SchemaDefinition: String, CaseIterable {
  case condition
  case criterion
  case test
  /// The key of a reference that a revision lists.
  case reference
  /// A condition on the attributes of one entry.
  case entryCondition = "entry_condition"
  /// The name of a fact.
  case fact
  /// Facts as a case states them.
  case facts
  /// The id of a criterion in a source that does not declare it.
  case criterionName = "criterion_name"

  var reference: JSON { ["$ref": .string("#/definitions/\(rawValue)")] }

  func schema(for vocabulary: SourceVocabulary?) -> JSON {
    switch self {
    case .condition: Shapes.conditionDefinition
    case .criterion: Shapes.criterionDefinition
    case .test: vocabulary?.testSchema ?? Shapes.testDefinition
    case .reference: vocabulary?.referenceSchema ?? Shapes.referenceKey.schema
    case .entryCondition: Shapes.entryConditionDefinition
    case .fact: vocabulary?.factSchema ?? Shapes.identifier.schema
    case .facts: vocabulary?.statedFactsSchema ?? Shapes.statedFactsDefinition
    case .criterionName: vocabulary?.criterionSchema ?? Shapes.identifier.schema
    }
  }

  /// The definitions to which a schema refers directly or through others, in a fixed order.
  static func members(for schema: JSON, _ vocabulary: SourceVocabulary?) -> [JSON.Member] {
    var found: [SchemaDefinition: JSON] = [:]
    var pending = [schema]
    while let next = pending.popLast() {
      for definition in allCases where found[definition] == nil {
        guard next.contains(definition.reference) else { continue }
        let schema = definition.schema(for: vocabulary)
        found[definition] = schema
        pending.append(schema)
      }
    }
    return allCases.compactMap { definition in
      found[definition].map { JSON.Member(definition.rawValue, $0) }
    }
  }
}

extension JSON {
  /// Whether the value contains a member of this object anywhere.
  fileprivate func contains(_ reference: JSON) -> Bool {
    switch self {
    case .array(let elements): elements.contains { $0.contains(reference) }
    case .object(let members):
      members.contains { reference.object?.contains($0) == true || $0.value.contains(reference) }
    default: false
    }
  }
}
