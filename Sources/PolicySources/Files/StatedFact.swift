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
  }

  package let form: Form
  package let span: Span
}

extension Shapes {
  static let statedValue = Shape<StatedValue>(
    schema: [
      "anyOf": [
        ["type": ["string", "boolean", "number"]], members.schema, partial.schema,
        quantity.schema,
      ]
    ]
  ) { node, findings in
    let form: StatedValue.Form?
    if node.elements != nil {
      form = members.read(node, &findings).map { .list($0) }
    } else if node.entries != nil {
      form =
        (node["value"] ?? node["unit"]) != nil
        ? quantity.read(node, &findings) : partial.read(node, &findings)
    } else {
      form = tokenOrNumber.read(node, &findings).map { .scalar($0) }
    }
    return form.map { StatedValue(form: $0, span: node.span) }
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
}
