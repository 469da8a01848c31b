internal import JSONShapes
package import JSONText
internal import Values

/// A test as a table writes it, with the type of its fact.
struct WrittenTest: Sendable {
  let test: UnaryTest
  let type: FactType
  /// The id of the criterion for which the test stands, where it does.
  let criterion: String?
}

extension JSONShape<WrittenTest> {
  static let test = JSONShape.object(
    .required("fact", .name, \.test.fact),
    .required("in", .list(of: .testValue, atLeast: 1)) { written in
      written.test.values.map { TypedValue(value: $0, type: written.type) }
    },
    .optional("criterion", .name, \.criterion))
}

extension TestValue {
  /// The value as a table writes it among the values of a test.
  package func json(of type: FactType) -> JSON {
    JSONShape<TypedValue>.testValue.json(TypedValue(value: self, type: type))
  }
}

/// A value of a test, and the type of the fact that is tested.
struct TypedValue: Sendable {
  let value: TestValue
  let type: FactType
}

extension JSONShape<TypedValue> {
  static let testValue: JSONShape = .alternatives([
    JSONAlternative(.string) { typed in
      switch typed.value {
      case .code, .word: typed.value.text
      case .boolean, .range, .records: nil
      }
    },
    JSONAlternative(.flag) { if case .boolean(let value) = $0.value { value } else { nil } },
    JSONAlternative(.range) { typed in
      if case .range(let interval) = typed.value {
        TypedRange(interval: interval, type: typed.type)
      } else {
        nil
      }
    },
    JSONAlternative(.reference("record_test") { JSONShape<TypedRecordTest>.recordTest }) { typed in
      guard case .records(let test) = typed.value, case .records(let type) = typed.type else {
        return nil
      }
      return TypedRecordTest(test: test, type: type)
    },
  ])
}

// MARK: Ranges

extension Interval {
  /// The keys of bounds, in sources and in tables.
  package enum Key: String, CaseIterable, Sendable {
    case atLeast = "at_least"
    case over
    case atMost = "at_most"
    case under
  }

  /// The bound that is written under a key.
  func bound(_ key: Key) -> Bound? {
    let bound =
      switch key {
      case .atLeast, .over: lower
      case .atMost, .under: upper
      }
    return bound?.isIncluded == (key == .atLeast || key == .atMost) ? bound : nil
  }
}

struct TypedRange: Sendable {
  let interval: Interval
  let type: FactType

  /// The bound that is written under a key.
  fileprivate func bound(_ key: Interval.Key) -> TypedPoint? {
    interval.bound(key).map { TypedPoint(value: $0.value, type: type) }
  }
}

extension JSONShape<TypedRange> {
  /// A range with a bound on one side or on both.
  static let range = JSONShape.object(
    Interval.Key.allCases.map { key in .optional(key.rawValue, .point) { $0.bound(key) } },
    constraints: [
      .minProperties(1), .closed,
      .not(
        JSONSchema(
          .anyOf([
            JSONSchema(.required(["at_least", "over"])),
            JSONSchema(.required(["at_most", "under"])),
          ]))),
    ])
}

/// A point on the line of a fact.
private struct TypedPoint: Sendable {
  let value: ExactDecimal
  let type: FactType
}

extension JSONShape<TypedPoint> {
  fileprivate static let point = JSONShape.alternatives([
    JSONAlternative(.decimal) { if case .number = $0.type { $0.value } else { nil } },
    JSONAlternative(.calendarDate) { point in
      guard case .date = point.type else { return nil }
      return point.value.integer.flatMap(CalendarDate.init(dayNumber:))
    },
    JSONAlternative(
      JSONShape<(count: Int, unit: CalendarUnit)>.object(
        .required("value", .count(), \.count), .required("unit", .calendarUnit, \.unit))
    ) { point in
      guard case .duration(let unit) = point.type, let count = point.value.integer else {
        return nil
      }
      // In the unit of the fact where that divides it, in months or days elsewhere.
      let base: CalendarUnit = unit.isOfMonths ? .months : .days
      let counted = count % unit.length == 0 ? unit : base
      return (count / counted.length, counted)
    },
  ])
}
