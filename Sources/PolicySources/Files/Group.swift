internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import PolicySyntax

/// A key that joins members: `any_of: […]`, `some_of: {at_least: 2, of: […]}`.
struct Group {
  let key: Connective.Key
  /// The value of the key.
  let node: Node

  init(key: Connective.Key, node: Node) {
    self.key = key
    self.node = node
  }

  /// The first group in a mapping, or nil if the mapping does not have one.
  init?(in node: Node) {
    for entry in node.entries ?? [] {
      guard let key = Connective.Key(rawValue: entry.key) else { continue }
      self.init(key: key, node: entry.value)
      return
    }
    return nil
  }

  /// The connective with the members, or nil after a finding says what is wrong with them.
  func members<Member>(of shape: Shape<Member>, _ findings: inout Reading)
    -> (connective: Connective, members: [Member])?
  {
    switch key {
    case .allOf: return shape.list().read(node, &findings).map { (.allOf, $0) }
    case .anyOf: return shape.list().read(node, &findings).map { (.anyOf, $0) }
    case .noneOf: return shape.list().read(node, &findings).map { (.noneOf, $0) }
    case .someOf:
      guard let some = Group.some(of: shape).read(node, &findings) else { return nil }
      if some.atLeast > some.of.count {
        findings.append(
          Diagnostic(
            .impossibleCount, "at least \(some.atLeast) of \(some.of.count) can never hold",
            at: node["at_least"]?.span ?? node.span,
            help: "lower `at_least`, or add to `of`"))
        return nil
      }
      return (.atLeast(some.atLeast), some.of)
    }
  }

  // MARK: Schemas

  /// One object schema for each connective.
  static func schemas<Member>(of shape: Shape<Member>) -> [JSON] {
    Connective.Key.allCases.map { key in
      [
        "type": "object", "required": [.string(key.rawValue)], "additionalProperties": false,
        "properties": .object([
          JSON.Member(key.rawValue, schema(of: shape, for: key, about: key.about))
        ]),
      ]
    }
  }

  static func schema<Member>(of shape: Shape<Member>, for key: Connective.Key) -> JSON {
    key == .someOf ? some(of: shape).schema : shape.list().schema
  }

  /// As above, with a description that editors show.
  private static func schema<Member>(
    of shape: Shape<Member>, for key: Connective.Key, about: String
  )
    -> JSON
  {
    .object(
      [JSON.Member("description", .string(about))] + (schema(of: shape, for: key).object ?? []))
  }

  private struct Some<Member: Sendable>: Sendable {
    let atLeast: Int
    let of: [Member]
  }

  private static func some<Member>(of shape: Shape<Member>) -> Shape<Some<Member>> {
    Shapes.record(
      Shapes.required("at_least", Shapes.integer(1...999), "How many of them must hold."),
      Shapes.required("of", shape.list(), "What may hold.")
    ) { atLeast, of in
      Some(atLeast: atLeast, of: of)
    }
  }
}

extension Connective.Key {
  /// What the key says of the conditions that it joins.
  var about: String {
    switch self {
    case .allOf: "Conditions that must all hold."
    case .anyOf: "Conditions of which one must hold."
    case .noneOf: "Conditions none of which may hold."
    case .someOf: "Conditions of which a given number must hold."
    }
  }
}
