internal import JSONText

/// A CodeSystem of R4 with all its concepts.
struct CodeSystemResource: Hashable, Sendable {
  struct Concept: Hashable, Sendable {
    let code: String
    let display: String
    var properties: [Property] = []
    /// The concepts that are part of this one.
    var concepts: [Concept] = []

    var count: Int { concepts.reduce(1) { $0 + $1.count } }
  }

  struct Property: Hashable, Sendable {
    let code: String
    let value: String
  }

  /// A property that concepts may have, with a string as its value.
  struct PropertyKind: Hashable, Sendable {
    let code: String
    let description: String
  }

  let head: ResourceHead
  var properties: [PropertyKind] = []
  let concepts: [Concept]

  var json: JSON {
    let count = concepts.reduce(0) { $0 + $1.count }
    let body: JSON = .object([
      "caseSensitive": true,
      "hierarchyMeaning": concepts.contains { !$0.concepts.isEmpty } ? "part-of" : nil,
      "content": "complete", "count": .number("\(count)"),
      "property": properties.isEmpty
        ? nil
        : .array(
          properties.map {
            [
              "code": .string($0.code), "description": .string($0.description), "type": "string",
            ]
          }),
      "concept": .array(concepts.map(\.json)),
    ])
    return .object(head.members() + (body.object ?? []))
  }
}

extension CodeSystemResource.Concept {
  fileprivate var json: JSON {
    .object([
      "code": .string(code), "display": .string(display),
      "property": properties.isEmpty
        ? nil
        : .array(
          properties.map { ["code": .string($0.code), "valueString": .string($0.value)] }),
      "concept": concepts.isEmpty ? nil : .array(concepts.map(\.json)),
    ])
  }
}

/// A ValueSet of R4 with its expansion, so that no terminology server is needed.
struct ValueSetResource: Hashable, Sendable {
  let head: ResourceHead
  /// Never empty.
  let codings: [FHIRCoding]

  var json: JSON {
    var systems: [FHIRCoding] = []
    for coding in codings
    where !systems.contains(where: { $0.system == coding.system && $0.version == coding.version }) {
      systems.append(coding)
    }
    func concept(_ coding: FHIRCoding) -> JSON {
      .object(["code": .string(coding.code), "display": coding.display.map(JSON.string)])
    }
    let include: [JSON] = systems.map { system in
      .object([
        "system": .string(system.system), "version": system.version.map(JSON.string),
        "concept": .array(
          codings.filter { $0.system == system.system && $0.version == system.version }
            .map(concept)),
      ])
    }
    let expansion: JSON = [
      "timestamp": head.date.json, "total": .number("\(codings.count)"),
      "contains": .array(codings.map(\.json)),
    ]
    return .object(
      head.members() + [
        JSON.Member("compose", ["include": .array(include)]),
        JSON.Member("expansion", expansion),
      ])
  }
}
