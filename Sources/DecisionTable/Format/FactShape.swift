internal import JSONShapes
package import JSONText
internal import Values

extension Fact {
  /// The fact as a table declares it.
  package var json: JSON { JSONShape<Fact>.fact.json(self) }

  /// The type as a table declares it.
  package var typeJSON: JSON {
    let members = json.object ?? []
    return .object(members.filter { !["id", "ask", "label", "labels"].contains($0.name) })
  }

  /// The labels of a choice's values, in the order of the values; nil if none of them has one.
  fileprivate var choiceLabels: [String]? {
    guard case .choice(let words) = type, !valueLabels.isEmpty else { return nil }
    return words.map { valueLabels[$0] ?? $0 }
  }
}

extension JSONShape<Fact> {
  static let fact: JSONShape = .alternatives([
    declared("boolean") { $0 == .boolean ? () : nil },
    declared("code") { $0 == .code ? () : nil },
    declared("choice", .required("of", .list(of: .name, atLeast: 1)) { $0 }) {
      if case .choice(let words) = $0 { words } else { nil }
    },
    declared(
      "set", .required("of", .name, \.terminology),
      .required("terms", .list(of: .term, atLeast: 1), \.terms)
    ) { type -> (terminology: String, terms: [Term])? in
      if case .set(let terminology, let terms) = type { (terminology, terms) } else { nil }
    },
    number("number", isInteger: false), number("integer", isInteger: true),
    declared("date") { $0 == .date ? () : nil },
    declared("duration", .required("unit", .calendarUnit) { $0 }) {
      if case .duration(let unit) = $0 { unit } else { nil }
    },
    declared("records", .required("attributes", .list(of: .attribute)) { $0 }) {
      if case .records(let type) = $0 { type.attributes } else { nil }
    },
  ])

  /// A type of fact: its name in tables, and the members that only it has.
  ///
  /// - Parameter own: what those members are made of, for a fact of the type.
  private static func declared<Own>(
    _ type: String, _ members: JSONMember<Own>..., own: @escaping @Sendable (FactType) -> Own?
  ) -> JSONAlternative<Fact> {
    let shape = JSONShape<(fact: Fact, own: Own)>.object(
      [.required("id", .name, \.fact.id), .constant("type", .string(type))]
        + members.map { member in member.of { $0.own } }
        + [
          .required("ask", .text, \.fact.question), .optional("label", .text, \.fact.label),
          .optional("labels", .list(of: .text, atLeast: 1), \.fact.choiceLabels),
        ])
    return JSONAlternative(shape) { fact in own(fact.type).map { (fact, $0) } }
  }

  private static func number(_ name: String, isInteger: Bool) -> JSONAlternative<Fact> {
    declared(
      name, .optional("unit", .text, \.unit), .optional("minimum", .decimal, \.minimum),
      .optional("maximum", .decimal, \.maximum)
    ) { type -> NumberType? in
      if case .number(let number) = type, number.isInteger == isInteger { number } else { nil }
    }
  }
}

extension JSONShape<Term> {
  fileprivate static let term = JSONShape.object(
    .required("id", .name, \.id), .required("label", .text, \.label))
}

extension JSONShape<CalendarUnit> {
  /// A unit by its UCUM code.
  static let calendarUnit = JSONShape(.words(CalendarUnit.allCases.map(\.ucum))) {
    .string($0.ucum)
  }
}

extension JSONShape<ExactDecimal> {
  static let decimal = JSONShape<String>.number.of { (value: ExactDecimal) in value.description }
}
