internal import JSONShapes
package import JSONText
internal import Values

extension RecordTest {
  /// The test as a table writes it among the values of a test.
  package func json(of type: RecordType) -> JSON {
    JSONShape<TypedRecordTest>.recordTest.json(TypedRecordTest(test: self, type: type))
  }
}

/// A test of a list, and the type of the list.
struct TypedRecordTest: Sendable {
  let test: RecordTest
  let type: RecordType

  fileprivate func attribute(_ selection: EntrySelection) -> TypedSelection? {
    guard case .attribute(let id, selection, let values) = test.measure else { return nil }
    let type = type.attribute(id)?.type.factType ?? .boolean
    return TypedSelection(
      attribute: id, values: values.map { TypedValue(value: $0, type: type) })
  }

  fileprivate func elapsed(_ selection: EntrySelection) -> TimeRange? {
    guard case .elapsed(selection, let range) = test.measure else { return nil }
    return range
  }

  fileprivate var count: TypedCount? {
    guard case .count(let counted, let range) = test.measure else { return nil }
    return TypedCount(counted: counted, range: range)
  }

  fileprivate var filter: TypedPart<FactCondition>? {
    guard test.filter != .always else { return nil }
    let types = type.attributes.map { ($0.id, $0.type.factType) }
    return TypedPart(
      part: test.filter.condition,
      types: Dictionary(types, uniquingKeysWith: { first, _ in first }))
  }
}

private struct TypedSelection: Sendable {
  let attribute: String
  let values: [TypedValue]
}

private struct TypedCount: Sendable {
  let counted: Counted
  let range: Interval

  var word: String {
    switch counted {
    case .entries: "entries"
    case .days: "days"
    case .values: "values"
    }
  }

  var attribute: String? { if case .values(let attribute) = counted { attribute } else { nil } }
}

extension JSONShape<RecordAttribute> {
  static let attribute: JSONShape = JSONShape<Fact>.reference("fact") { .fact }
    .of { (attribute: RecordAttribute) in attribute.fact }
}

extension JSONShape<TypedRecordTest> {
  /// For example `{"latest": {"attribute": "value", "in": […]}, "where": …, "within": […]}`.
  static let recordTest: JSONShape = .object(
    [
      .optional("latest", .selection) { $0.attribute(.latest) },
      .optional("first", .selection) { $0.attribute(.first) },
      .optional("since_latest", .timeRange) { $0.elapsed(.latest) },
      .optional("since_first", .timeRange) { $0.elapsed(.first) },
      .optional("count", .count) { $0.count },
      .optional("where", .reference("condition") { .condition }) { $0.filter },
      .optional("within", .list(of: .window, atLeast: 1)) { typed in
        typed.test.windows.isEmpty ? nil : typed.test.windows
      },
    ],
    constraints: [
      .exactlyOne(of: ["latest", "first", "since_latest", "since_first", "count"])
    ])
}

extension JSONShape<TypedSelection> {
  fileprivate static let selection = JSONShape.object(
    .required("attribute", .name, \.attribute),
    .required("in", .list(of: .testValue, atLeast: 1), \.values))
}

extension JSONShape<TypedCount> {
  fileprivate static let count = JSONShape.object(
    .required("of", JSONShape<String>.text, \.word), .optional("attribute", .name, \.attribute),
    .required("in", .range) { count in
      TypedRange(
        interval: count.range,
        type: .number(NumberType(unit: nil, isInteger: true, minimum: nil, maximum: nil)))
    })
}

extension JSONShape<RecordWindow> {
  fileprivate static let window = JSONShape.alternatives([
    JSONAlternative(.object(.required("before_service", JSONShape<TimeRange>.timeRange) { $0 })) {
      if case .beforeService(let range) = $0 { range } else { nil }
    },
    JSONAlternative(.object(.required("calendar_years_before", JSONShape<Int>.count()) { $0 })) {
      if case .calendarYear(let years) = $0 { years } else { nil }
    },
  ])
}

// MARK: Times

extension TimeUnit {
  /// The unit in which a table counts, by its UCUM code; months that lie between two days in full do
  /// not have one.
  var written: String {
    switch self {
    case .calendar(let unit): unit.isOfMonths ? "mo" : "d"
    case .fullMonths: "full_months"
    }
  }
}

extension JSONShape<TimeRange> {
  fileprivate static let timeRange = JSONShape.object(
    [.required("unit", JSONShape<String>.text) { $0.unit.written }]
      + Interval.Key.allCases.map { key in
        .optional(key.rawValue, .decimal) { range in range.interval.bound(key)?.value }
      })
}
