internal import DecisionTable
internal import Diagnostics
internal import PolicySyntax

extension Shapes {
  /// The attributes of the entries of a list, by name.
  static let attributes = attribute.byName(attributeName).map { attributes, _ in
    attributes.map { FactSource($0.name, $0.value) }
  }

  /// A name that does not already mean something of every entry.
  private static let attributeName = Shape<Located<String>>(schema: name.schema) {
    node, findings in
    guard let attribute = name.read(node, &findings) else { return nil }
    guard attribute.value != RecordType.day, attribute.value != ago else {
      findings.append(
        Diagnostic(
          .badIdentifier,
          "every entry has `\(attribute.value)`, which is \(attribute.value == ago ? "the time since its day" : "its day")",
          at: node.span, help: "choose another name"))
      return nil
    }
    return attribute
  }

  /// An attribute without its name. It is declared like a fact, but it has one value that does not
  /// depend on the date of service.
  private static let attribute = record(attributeKeys, suggests: allowsByType)

  private static let attributeKeys = RecordPart<Declaration>(
    required("type", word(AttributeKind.self), "What kind of value it has."),
    optional("of", name.oneOrMore, "The values of a choice.").locatedAtKey(),
    optional("unit", token.located, "The UCUM code of its unit, as in `g/dL`.").locatedAtKey(),
    optional("minimum", number.located, "The least value that a request can state.")
      .locatedAtKey(),
    optional("maximum", number.located, "The greatest value that a request can state.")
      .locatedAtKey(),
    required("ask", text, "The question that asks for it."),
    recordSpan,
    checked: { kind, of, unit, minimum, maximum, question, span in
      let kind = kind.factKind
      let excess =
        kind.excess("of", of?.span)
        ?? kind.excess("unit", unit?.span)
        ?? kind.excess("minimum", minimum?.span)
        ?? kind.excess("maximum", maximum?.span)
      if let excess { return .refused(excess) }
      if kind == .choice, of == nil {
        return .refused(
          Diagnostic(
            .missingKey, "\(kind.phrase) needs the key `of`", at: span,
            help: "add `of:` with its values"))
      }
      return .sound(
        Declaration(
          kind: kind, of: (of?.value ?? []).map { (name: $0, label: nil) }, unit: unit?.value,
          minimum: minimum?.value, maximum: maximum?.value, question: question, label: nil,
          attributes: []))
    })

  /// The types of attributes.
  private enum AttributeKind: String, Sendable, CaseIterable {
    case boolean, code, choice, number, integer, date

    var factKind: FactSource.Kind {
      switch self {
      case .boolean: .boolean
      case .code: .code
      case .choice: .choice
      case .number: .number
      case .integer: .integer
      case .date: .date
      }
    }
  }
}
