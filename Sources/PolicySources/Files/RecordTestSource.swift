package import DecisionTable
package import Diagnostics
internal import JSONText
internal import MessageText
internal import PolicySyntax

/// A test of a list of entries as written:
/// `{latest: {value: {under: 10 g/dL}}, where: {kind: fasting}, within: 7 days}`.
package struct RecordTestSource: Sendable {
  package enum Measure: Sendable {
    /// `{latest: {value: {under: 10}}}`, or `{latest: {ago: {over: 40 days}}}` for the time from its
    /// day to the date of service.
    case selected(EntrySelection, TestSource)
    /// `{count: {at_least: 2}}`
    case count(Located<TestValueSource>)
    /// `{different: {drug: {at_least: 4}}}`, or `{different: {date: …}}` for the days.
    case different(TestSource)
  }

  /// A calendar year, as a test names it.
  package enum Year: String, CaseIterable, Sendable {
    /// That of the date of service.
    case this
    /// The one before it.
    case last
  }

  /// Without a measure, the test is whether there is such an entry.
  package let measure: Measure?
  package let filter: ConditionSource?
  /// How long before the date of service the entry is.
  package let window: [BoundSource]
  package let year: Year?
  package let span: Span
}

extension RecordTestSource {
  /// The tests of attributes: of the entry that is measured, and of the filter.
  package var attributeTests: [TestSource] {
    let filter = filter?.tests ?? []
    switch measure {
    case .selected(_, let test), .different(let test): return [test] + filter
    case .count, nil: return filter
    }
  }

  /// The values and ranges that it names.
  var values: [TestValueSource] {
    var values = attributeTests.flatMap(\.values)
    if case .count(let count) = measure { values.append(count.value) }
    if !window.isEmpty { values.append(.range(window, span)) }
    return values
  }
}

extension Shapes {
  /// The name by which the time from the day of an entry to the date of service is tested.
  static let ago = "ago"

  private enum Key: String, CaseIterable {
    case latest, first, count, different
    case filter = "where"
    case year = "calendar_year"
  }

  /// Whether a mapping is a test of records, even if its keys are misspelt, and not just a range.
  static func isRecordTest(_ node: Node) -> Bool {
    let keys = Key.allCases.map(\.rawValue)
    let bounds = BoundKey.allCases.map(\.rawValue)
    return (node.entries ?? []).contains { entry in
      keys.contains(entry.key)
        || !bounds.contains(entry.key)
          && nearestName(to: entry.key, among: keys + bounds).map { keys.contains($0) } == true
    }
  }

  static let recordTest = recordTests(of: attributeTest, different: attributeTest)

  /// - Parameters:
  ///   - selected: what is tested of the most recent or the earliest entry.
  ///   - different: what is counted if it differs.
  static func recordTests(of selected: Shape<TestSource>, different: Shape<TestSource>)
    -> Shape<RecordTestSource>
  {
    record(
      measures(selected, different: different),
      optional(
        Key.filter.rawValue, entryCondition,
        "Which entries count: a test of an attribute, `{attribute: value}`, or several, joined."),
      .all(BoundKey.allCases.map(bound)),
      optional(
        Key.year.rawValue, word(RecordTestSource.Year.self),
        "Only entries of the calendar year of the date of service (`this`) or of the one before it (`last`)."
      ),
      recordSpan,
      checked: { measures, filter, window, year, span in
        let measures = measures.compactMap(\.self)
          .sorted { $0.span.range.lowerBound < $1.span.range.lowerBound }
        if measures.count > 1 {
          return .refused(
            Diagnostic(
              .conflictingKeys,
              "a test of records has one of `latest`, `first`, `count`, `different`",
              at: measures[1].span,
              notes: [.init("the first one is here", at: .init(measures[0].span))],
              help: "write two tests, and join them with `all_of` or `any_of`"))
        }
        let window = window.compactMap(\.self)
        if let conflict = conflict(among: window.map { ($0.key.span, $0.key.value.isLower) }) {
          return .refused(conflict)
        }
        return .sound(
          RecordTestSource(
            measure: measures.first?.value, filter: filter, window: window,
            year: year, span: span))
      })
  }

  private static func measures(_ selected: Shape<TestSource>, different: Shape<TestSource>)
    -> RecordPart<[Located<RecordTestSource.Measure>?]>
  {
    func part(
      _ key: Key, _ shape: Shape<RecordTestSource.Measure>, _ about: String
    ) -> RecordPart<Located<RecordTestSource.Measure>?> {
      optional(key.rawValue, shape, about).locatedAtKey()
    }
    return .all([
      part(
        .latest, selected.map { test, _ in .selected(.latest, test) },
        "A test of the most recent entry, `{attribute: value}`, or of how long ago it was, `{ago: {over: 40 days}}`."
      ),
      part(
        .first, selected.map { test, _ in .selected(.first, test) },
        "A test of the earliest entry, as for `latest`."),
      part(
        .count, plainValue.located.map { count, _ in .count(count) },
        "How many entries there are: `2`, `{at_least: 2}`; `0` means that there is none."),
      part(
        .different, different.map { test, _ in .different(test) },
        "How many different days there are, `{date: {at_least: 2}}`, or different values of an attribute."
      ),
    ])
  }
}

// MARK: Entries

extension Shapes {
  /// A test of one entry: `{attribute: value}`.
  static let attributeTest = attributeTests(
    schema: [
      "type": "object", "minProperties": 1, "maxProperties": 1,
      "propertyNames": identifier.schema,
      "additionalProperties": plainValue.oneOrMore.schema,
    ])

  static func attributeTests(schema: JSON) -> Shape<TestSource> {
    Shape(schema: schema) { node, findings in
      let help = "write it as `{attribute: value}`"
      guard let entries = node.entries else {
        findings.append(.mistyped(node, expected: "a test of an attribute", help: help))
        return nil
      }
      guard let entry = entries.first else {
        findings.append(Diagnostic(.emptyList, "the test is empty", at: node.span, help: help))
        return nil
      }
      if entries.count > 1 {
        findings.append(
          Diagnostic(
            .severalFacts, "the test reads \(entries.count) attributes", at: entries[1].keySpan,
            notes: [.init("the first one is here", at: .init(entry.keySpan))],
            help: "write one test for each attribute, and join them with `all_of` or `any_of`"))
        return nil
      }
      let attribute = name.read(entry.keyNode, &findings)
      let values = plainValue.oneOrMore.read(entry.value, &findings)
      guard let attribute, let values else { return nil }
      return TestSource(fact: attribute, values: values)
    }
  }

  /// A condition on the attributes of one entry.
  static let entryCondition: Shape<ConditionSource> = Shape(
    schema: SchemaDefinition.entryCondition.reference
  ) { node, findings in
    guard let group = Group(in: node) else {
      if let finding = misspeltGroup(in: node) {
        findings.append(finding)
        return nil
      }
      return attributeTest.read(node, &findings).map { .test($0) }
    }
    return condition(of: group, in: node, members: entryCondition, &findings)
  }

  /// What `#/definitions/entry_condition` refers to.
  static let entryConditionDefinition: JSON = [
    "anyOf": .array([attributeTest.schema] + Group.schemas(of: entryCondition))
  ]
}
