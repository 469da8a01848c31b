package import Diagnostics
internal import JSONText
internal import PolicySyntax
internal import Values

/// A fact as a case states it: `conditions: [hepatitis_c]`.
package struct StatedFact: Sendable {
  package let fact: Located<String>
  package let value: StatedValue
}

/// A value in the forms in which requests write it; which of them means something, the fact says.
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

private enum Keys {
  static let present = OptionalKey(
    "present", Shapes.text.located.list(atLeast: 0), "What applies.")
  static let absent = OptionalKey(
    "absent", Shapes.text.located.list(atLeast: 0), "What does not apply.")
  static let value = Key("value", Shapes.textOrNumber.located, "How much.")
  static let unit = Key("unit", Shapes.text.located, "The unit, as UCUM writes it.")
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
      form = Shapes.textOrNumber.read(node, &findings).map { .scalar($0) }
    }
    return form.map { StatedValue(form: $0, span: node.span) }
  }

  private static let members = Shapes.text.located.list(atLeast: 0)

  private static let partial = Shape<StatedValue.Form>.record([
    KeyRow(Keys.present), KeyRow(Keys.absent),
  ]) { fields, _ in
    .partial(present: fields[Keys.present] ?? [], absent: fields[Keys.absent] ?? [])
  }

  private static let quantity = Shape<StatedValue.Form>.record([
    KeyRow(Keys.value), KeyRow(Keys.unit),
  ]) { fields, _ in
    .quantity(value: fields[Keys.value], unit: fields[Keys.unit])
  }
}

extension Shapes {
  /// One day of the calendar, as requests write it: `2024-01-31`.
  static let day = Shape<CalendarDate>(
    schema: ["type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]
  ) { node, findings in
    guard let text = Shapes.text.read(node, &findings) else { return nil }
    guard let day = CalendarDate(text) else {
      findings.append(
        Diagnostic(
          .badDate, "`\(text.prefix(40))` is not a day of the calendar", at: node.span,
          help: "write it as `2024-01-31`"))
      return nil
    }
    return day
  }
}
