package import JSONShapes
package import JSONText
package import Values

/// The body of `decision-table.json`; `docs/decision-table.md` describes it.
extension DecisionTable {
  package static let formatName = "policyc decision table"

  /// The table as JSON.
  package var json: JSON { JSONShape<DecisionTable>.table(.latest).json(self) }
}

extension JSONShape<DecisionTable> {
  package static func table(_ version: TableVersion) -> JSONShape {
    .object(
      [
        .required("facts", .list(of: .reference("fact") { .fact }, atLeast: 1), \.facts),
        .required("scope", .reference("condition") { .condition }) { $0.typed($0.scope) },
        .required("statements", .list(of: .reference("statement") { .statement }, atLeast: 1)) {
          table in table.statements.map { table.typed($0) }
        },
        .required("bindings", .list(of: .reference("binding") { .binding }), \.bindings),
      ]
        + (version == .one
          ? []
          : [
            .optional("complete_systems", .list(of: .completeSystem, atLeast: 1)) {
              $0.completeSystems.isEmpty ? nil : $0.completeSystems
            }
          ])
        + [
          .optional("periods", .list(of: .reference("period") { .period }, atLeast: 1)) {
            $0.periods.isEmpty ? nil : $0.periods
          }
        ])
  }
}

extension [JSONSchema.Property] {
  /// The definitions that the schema of a table refers to.
  package static let tableDefinitions: [JSONSchema.Property] = [
    .init("fact", JSONShape<Fact>.fact.schema),
    .init("record_test", JSONShape<TypedRecordTest>.recordTest.schema),
    .init("test", JSONShape<WrittenTest>.test.schema),
    .init("condition", JSONShape<TypedPart<FactCondition>>.condition.schema),
    .init("period", JSONShape<CodePeriod>.period.schema),
    .init("criterion", JSONShape<TypedPart<Criterion>>.criterion.schema),
    .init("statement", JSONShape<TypedPart<Statement>>.statement.schema),
    .init("binding", JSONShape<CodeBinding>.binding.schema),
  ]
}

/// A part of a table with the types of its facts, which decide how the values of tests are written.
struct TypedPart<Part: Sendable>: Sendable {
  let part: Part
  let types: [String: FactType]

  func with<Other>(_ other: Other) -> TypedPart<Other> {
    TypedPart<Other>(part: other, types: types)
  }
}

extension DecisionTable {
  fileprivate func typed<Part>(_ part: Part) -> TypedPart<Part> {
    TypedPart(
      part: part,
      types: Dictionary(facts.map { ($0.id, $0.type) }, uniquingKeysWith: { first, _ in first }))
  }
}

extension JSONShape<Code> {
  package static let code = JSONShape<String>.matching(
    "^(" + CodeSystem.allCases.map(\.rawValue).joined(separator: "|") + "):[A-Z0-9.-]+$"
  ).of { (code: Code) in code.description }
}

extension JSONShape<CalendarDate> {
  package static let calendarDate = JSONShape<String>.day.of { (date: CalendarDate) in
    date.description
  }
}

extension JSONShape<CodePeriod> {
  /// A period that is bounded on one side or on both.
  fileprivate static let period = JSONShape.object(
    [
      .required("code", .code, \.code), .optional("from", .calendarDate, \.from),
      .optional("until", .calendarDate, \.until),
    ],
    constraints: [
      .anyOf([JSONSchema(.required(["from"])), JSONSchema(.required(["until"]))])
    ])
}

extension JSONShape<CompleteCodeSystem> {
  fileprivate static let completeSystem = JSONShape.object(
    .required("terminology", .name, \.terminology), .required("system", .word, \.system))
}

extension JSONShape<CodeBinding> {
  fileprivate static let binding = JSONShape.object(
    .required("terminology", .name, \.terminology), .required("code", .code, \.code),
    .optional("category", .flag) { $0.isCategory ? true : nil },
    .required("terms", .list(of: .name, atLeast: 1), \.terms),
    .required("confidence", .word, \.confidence), .required("decides", .flag, \.decides))
}
