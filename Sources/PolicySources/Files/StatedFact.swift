package import DecisionTable
package import Diagnostics
internal import JSONText
internal import PolicySyntax

/// A fact as a case states it: `conditions: [hepatitis_c]`.
package struct StatedFact: Sendable {
  package let fact: Located<String>
  package let value: StatedValue
}

/// A value in one of the forms in which requests write values; the type of the fact says which of
/// them it accepts.
package struct StatedValue: Sendable {
  package enum Form: Sendable {
    case scalar(String)
    case list([Located<String>])
    case partial(present: [Located<String>], absent: [Located<String>])
    case quantity(value: Located<String>, unit: Located<String>)
    case range([Bound<StatedBound>], unit: Located<String>?)
    case days([Bound<StatedDay>])
    case alternatives([Located<String>], areExcluded: Bool)
    /// Entries, each with its members by name, and on which days there are no others.
    case entries([[StatedFact]], RecordCompleteness)
  }

  /// A bound of a range: `at_least: 7`, `from: 2024-01-01`.
  package struct Bound<Key: Sendable>: Sendable {
    package let key: Located<Key>
    package let text: Located<String>
  }

  package let form: Form
  package let span: Span
}

extension Shapes {
  /// A value of a fact that is not a list of entries.
  static let plainStatedValue = Shape<StatedValue>(
    schema: [
      "anyOf": [
        ["type": ["string", "boolean", "number"]], members.schema, partial.schema,
        quantity.schema, numbers.schema, days.schema, oneOf.schema, noneOf.schema,
      ]
    ]
  ) { node, findings in
    let form: StatedValue.Form?
    if node.elements != nil {
      form = members.read(node, &findings).map { .list($0) }
    } else if node.entries != nil {
      form = shape(of: node).read(node, &findings)
    } else {
      form = tokenOrNumber.read(node, &findings).map { .scalar($0) }
    }
    return form.map { StatedValue(form: $0, span: node.span) }
  }

  /// The record that a mapping was meant to be, by one of its keys.
  private static func shape(of node: Node) -> Shape<StatedValue.Form> {
    if node["one_of"] != nil { return oneOf }
    if node["not"] != nil { return noneOf }
    if StatedBound.allCases.contains(where: { node[$0.rawValue] != nil }) { return numbers }
    if StatedDay.allCases.contains(where: { node[$0.rawValue] != nil }) { return days }
    return (node["value"] ?? node["unit"]) != nil ? quantity : partial
  }

  private static let members = token.located.list(atLeast: 0)

  private static let partial = record(
    optional("present", members, "What applies.", default: []),
    optional("absent", members, "What does not apply.", default: [])
  ) { present, absent in
    StatedValue.Form.partial(present: present, absent: absent)
  }

  private static let quantity = record(
    required("value", tokenOrNumber.located, "How much."),
    required("unit", token.located, "The unit as a UCUM code.")
  ) { value, unit in
    StatedValue.Form.quantity(value: value, unit: unit)
  }

  private static let numbers = record(
    .all(StatedBound.allCases.map { bound($0, $0.rawValue, "A bound of the number.") }),
    optional("unit", token.located, "The unit of the bounds as a UCUM code."),
    checked: { bounds, unit in
      let bounds = bounds.compactMap(\.self)
      let conflict = conflict(among: bounds.map { ($0.key.span, $0.key.value.isLower) })
      return conflict.map { .refused($0) } ?? .sound(StatedValue.Form.range(bounds, unit: unit))
    })

  private static let days = record(
    .all(StatedDay.allCases.map { bound($0, $0.rawValue, "A bound of the day.") }),
    checked: { bounds in
      let bounds = bounds.compactMap(\.self)
      let conflict = conflict(among: bounds.map { ($0.key.span, $0.key.value.isLower) })
      return conflict.map { .refused($0) } ?? .sound(StatedValue.Form.days(bounds))
    })

  private static let oneOf = record(
    required("one_of", members, "The values of which it is one.")
  ) { StatedValue.Form.alternatives($0, areExcluded: false) }

  private static let noneOf = record(
    required("not", members, "The values that it is not.")
  ) { StatedValue.Form.alternatives($0, areExcluded: true) }

  private static func bound<Key>(_ key: Key, _ name: String, _ about: String)
    -> RecordPart<StatedValue.Bound<Key>?>
  {
    optional(name, tokenOrNumber.located, about).locatedAtKey().map { bound in
      bound.map { StatedValue.Bound(key: Located(key, $0.span), text: $0.value) }
    }
  }
}
