internal import DecisionTable
internal import JSONText
internal import PolicyModel

/// The names that the sources of one policy can use, for editors that complete and check them.
package struct SourceVocabulary: Sendable {
  /// The facts that its revisions declare, each with all its declarations.
  package let facts: [(id: String, facts: [FactSource])]
  package let references: [ReferenceSource]
  package let terminologies: [TerminologySource]
  /// The criteria of its revisions, each id once.
  package let criteria: [CriterionSource]

  /// - Parameter files: the files that could be read. Names in other files are not known.
  package init(of policy: String, in files: [SourceFile]) {
    var ids: [String] = []
    var declared: [String: [FactSource]] = [:]
    var references: [ReferenceSource] = []
    var terminologies: [TerminologySource] = []
    var criteria: [CriterionSource] = []
    var seen: Set<String> = []
    for file in files {
      switch file.content {
      case .revision(let revision) where file.folder == policy:
        for fact in revision.facts {
          if declared[fact.id.value] == nil { ids.append(fact.id.value) }
          declared[fact.id.value, default: []].append(fact)
        }
        criteria += revision.criteria.filter { seen.insert($0.id.value).inserted }
      case .references(let own) where file.folder == policy: references = own
      case .terminology(let terminology): terminologies.append(terminology)
      default: break
      }
    }
    facts = ids.map { ($0, declared[$0] ?? []) }
    self.references = references
    self.terminologies = terminologies
    self.criteria = criteria
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

  var factSchema: JSON {
    [
      "enum": .array(facts.map { .string($0.id) }),
      "enumDescriptions": .array(facts.map { .string($0.facts.last?.question ?? "") }),
    ]
  }

  var criterionSchema: JSON {
    [
      "enum": .array(criteria.map { .string($0.id.value) }),
      "enumDescriptions": .array(criteria.map { .string($0.text.value.plainText) }),
    ]
  }

  /// The facts of a request or a case; the members of a set are its terms, or codes.
  var statedFactsSchema: JSON {
    [
      "type": "object", "minProperties": 1,
      "properties": .object(
        facts.map { id, facts in
          let known = facts.flatMap { fact -> [JSON] in
            if fact.kind.isOrdered { return [["type": ["number", "string", "object"]]] }
            if fact.kind == .records { return [Shapes.entries.schema] }
            let value = value(of: fact)
            if fact.kind == .boolean { return [value] }
            if fact.kind != .set {
              return [value] + ["one_of", "not"].map { alternatives($0, value) }
            }
            let member: JSON = ["anyOf": [value, Shapes.code.schema]]
            let members: JSON = ["type": "array", "items": member]
            return [
              members,
              [
                "type": "object", "properties": ["present": members, "absent": members],
                "additionalProperties": false,
              ],
            ]
          }
          return JSON.Member(
            id,
            [
              "description": .string(facts.last?.question ?? ""),
              "anyOf": .array(known),
            ])
        }),
      "additionalProperties": false,
    ]
  }

  /// Values of which a fact is one, or that it is not.
  private func alternatives(_ key: String, _ value: JSON) -> JSON {
    [
      "type": "object", "required": [.string(key)],
      "properties": .object([JSON.Member(key, ["type": "array", "items": value])]),
      "additionalProperties": false,
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

  /// A test of records whose keys are completed with the attributes of the fact.
  private func recordTest(of fact: FactSource) -> JSON {
    func test(_ names: [(String, JSON)]) -> Shape<TestSource> {
      Shapes.attributeTests(
        schema: [
          "type": "object", "minProperties": 1, "maxProperties": 1,
          "properties": .object(names.map { JSON.Member($0.0, $0.1) }),
          "additionalProperties": false,
        ])
    }
    let attributes = fact.attributes.map { attribute -> (String, JSON) in
      let values: JSON = [
        "description": .string(attribute.question),
        "anyOf": .array(oneOrMore(value(of: attribute))),
      ]
      return (attribute.id.value, values)
    }
    let ago = Shapes.range.described("How long before the date of service the entry is.").schema
    let days = Shapes.plainValue.described("How many different days there are.").schema
    let countable = fact.attributes.filter { $0.kind == .choice || $0.kind == .boolean }
      .map { ($0.id.value, Shapes.plainValue.described("How many different values.").schema) }
    return Shapes.recordTests(
      of: test(attributes + [(Shapes.ago, ago)]),
      different: test([(RecordType.day, days)] + countable)
    ).schema
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
    case .number, .integer, .date, .duration: return Shapes.plainValue.schema
    case .records: return recordTest(of: fact)
    }
  }
}

extension FactSource.Kind {
  /// Whether its values have an order, so that tests can name ranges.
  fileprivate var isOrdered: Bool {
    switch self {
    case .number, .integer, .date, .duration: true
    case .boolean, .code, .choice, .set, .records: false
    }
  }
}
