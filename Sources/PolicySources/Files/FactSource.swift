internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import PolicySyntax
package import Values

/// A fact as a revision declares it: `age: {type: integer, unit: a, ask: How old is the person?}`.
package struct FactSource: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case boolean
    case code
    case choice
    case set
    case number
    case integer
    case date
    /// The time from a day to the date of service.
    case duration
    /// What happened, and when: a list of entries.
    case records

    /// `an integer`, for messages.
    package var phrase: String {
      switch self {
      case .integer: "an integer"
      case .records: "a list of entries"
      case .boolean, .code, .choice, .set, .number, .date, .duration: "a \(rawValue)"
      }
    }
  }

  package let id: Located<String>
  package let kind: Kind
  /// The values of a choice, or the one terminology of a set.
  package let of: [Located<String>]
  /// The labels of a choice's values, for those that have one.
  package let valueLabels: [String: String]
  /// The UCUM code of the unit of a number, an integer or a duration.
  package let unit: Located<String>?
  /// The least and the greatest value of a number or an integer.
  package let minimum: Located<ExactDecimal>?
  package let maximum: Located<ExactDecimal>?
  package let question: String
  /// The name of the fact in documents.
  package let label: String?
  /// What each entry of a list states besides its day.
  package let attributes: [FactSource]

  package func attribute(_ id: String) -> FactSource? { attributes.first { $0.id.value == id } }
}

/// The values of a choice, each with its label if it has one, or the terminology of a set.
typealias DeclaredValues = [(name: Located<String>, label: String?)]

extension Shapes {
  static let facts = declaration.byName(name).map { facts, _ in
    facts.map { FactSource($0.name, $0.value) }
  }

  /// A fact without its name.
  struct Declaration: Sendable {
    let kind: FactSource.Kind
    let of: DeclaredValues
    let unit: Located<String>?
    let minimum: Located<ExactDecimal>?
    let maximum: Located<ExactDecimal>?
    let question: String
    let label: String?
    let attributes: [FactSource]
  }

  /// Names alone, or each with its label.
  private static let values: Shape<DeclaredValues> = {
    let names = name.oneOrMore
    let labelled = text.byName(name)
    return Shape(schema: ["anyOf": [names.schema, labelled.schema]]) { node, findings in
      guard node.entries != nil else {
        return names.read(node, &findings).map { $0.map { (name: $0, label: nil) } }
      }
      return labelled.read(node, &findings).map { $0.map { (name: $0.name, label: $0.value) } }
    }
  }()

  private static let declaration = record(
    declarationKeys, suggests: allowsByType)

  /// Whether a declaration can have a key, by the type that it states.
  @Sendable static func allowsByType(_ key: String, _ declaration: Node) -> Bool {
    guard case .scalar(let word, _)? = declaration["type"]?.content else { return true }
    return FactSource.Kind(rawValue: word)?.allows(key) ?? true
  }

  private static let declarationKeys = RecordPart<Declaration>(
    required("type", word(FactSource.Kind.self), "What kind of value it has."),
    optional(
      "of", values,
      "The values of a choice, as a list or each with the label that documents print, or the terminology of a set."
    ).locatedAtKey(),
    optional(
      "unit", token.located,
      "The UCUM code of its unit: `a` (years), `mo`, `kg/m2`, `mm[Hg]`, `{pack-years}`."
    ).locatedAtKey(),
    optional("minimum", number.located, "The least value that a request can state.")
      .locatedAtKey(),
    optional("maximum", number.located, "The greatest value that a request can state.")
      .locatedAtKey(),
    required("ask", text, "The question that asks for it."),
    optional(
      "label", text,
      "The name of the fact in documents, such as `BMI`; by default its name in words."),
    optional(
      "each", attributes,
      "What each entry of records states besides its `date`: attributes by name, declared like facts."
    ).locatedAtKey(),
    recordSpan,
    checked: { kind, of, unit, minimum, maximum, question, label, each, span in
      let excess =
        kind.excess(of: of)
        ?? kind.excess("unit", unit?.span)
        ?? kind.excess("minimum", minimum?.span)
        ?? kind.excess("maximum", maximum?.span)
        ?? kind.excess("each", each?.span)
      if kind.hasValues, of == nil {
        return .refused(
          Diagnostic(
            .missingKey, "\(kind.phrase) needs the key `of`", at: span,
            help: kind == .set ? "add `of:` with a terminology" : "add `of:` with its values"))
      }
      if let excess { return .refused(excess) }
      if kind == .duration, unit == nil {
        return .refused(
          Diagnostic(
            .missingKey, "a duration needs the key `unit`", at: span,
            help: "add `unit:` with `a` (years), `mo` (months), `wk` (weeks) or `d` (days)"))
      }
      return .sound(
        Declaration(
          kind: kind, of: of?.value ?? [], unit: unit?.value, minimum: minimum?.value,
          maximum: maximum?.value, question: question, label: label,
          attributes: each?.value ?? []))
    })
}

extension FactSource {
  init(_ name: Located<String>, _ declaration: Shapes.Declaration) {
    self.init(
      id: name, kind: declaration.kind, of: declaration.of.map(\.name),
      valueLabels: Dictionary(
        declaration.of.compactMap { value in value.label.map { (value.name.value, $0) } }
      ) { first, _ in first }, unit: declaration.unit,
      minimum: declaration.minimum, maximum: declaration.maximum,
      question: declaration.question, label: declaration.label,
      attributes: declaration.attributes)
  }
}

extension FactSource.Kind {
  fileprivate var isNumber: Bool { self == .number || self == .integer }

  /// Whether the declaration names its values, or where they are listed.
  fileprivate var hasValues: Bool { self == .choice || self == .set }

  /// What is wrong with `of`, if it says too much.
  fileprivate func excess(of: Located<DeclaredValues>?) -> Diagnostic? {
    guard let of else { return nil }
    guard hasValues else { return excess("of", of.span) }
    guard self == .set else { return nil }
    guard of.value.count == 1 else {
      return Diagnostic(
        .mistypedValue, "a set has one terminology", at: of.value[1].name.span, help: "remove it")
    }
    guard of.value[0].label == nil else {
      return Diagnostic(
        .mistypedValue, "a terminology has the labels of its terms", at: of.value[0].name.span,
        help: "write `of: \(of.value[0].name.value)`")
    }
    return nil
  }

  /// Whether a fact or an attribute of this type can have a key.
  func allows(_ key: String) -> Bool {
    switch key {
    case "of": hasValues
    case "unit": isNumber || self == .duration
    case "minimum", "maximum": isNumber
    case "each": self == .records
    default: true
    }
  }

  func excess(_ key: String, _ span: Span?) -> Diagnostic? {
    guard let span, !allows(key) else { return nil }
    return Diagnostic(
      .mistypedValue, "\(phrase) does not have the key `\(key)`", at: span, help: "remove it")
  }
}
