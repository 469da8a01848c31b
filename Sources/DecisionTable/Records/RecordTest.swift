/// A test of a list of entries: a measure of the entries that fit a filter within some windows lies
/// in a range.
///
/// Where the measure has no value, as for the latest of no entries, the test is false.
public struct RecordTest: Hashable, Sendable {
  public let measure: RecordMeasure
  /// The condition on the attributes of an entry.
  public let filter: EntryCondition
  /// An entry counts if it is in all of these; without windows, every entry counts.
  public let windows: [RecordWindow]

  package init(
    _ measure: RecordMeasure, filter: EntryCondition = .always, windows: [RecordWindow] = []
  ) {
    self.measure = measure
    self.filter = filter
    self.windows = windows
  }
}

/// What is measured of the entries that count, and the values for which the test is true.
public enum RecordMeasure: Hashable, Sendable {
  /// An attribute of one entry has one of these values.
  case attribute(String, of: EntrySelection, isAnyOf: [TestValue])
  /// The time from the day of one entry to the date of service is in this range.
  case elapsed(since: EntrySelection, TimeRange)
  /// How many there are is in this range.
  case count(Counted, Interval)
}

/// One of the entries that count.
public enum EntrySelection: String, Hashable, Sendable, CaseIterable {
  /// The most recent; of several on one day, the last of that day.
  case latest
  /// The earliest; of several on one day, the first of that day.
  case first
}

/// What is counted of the entries that count.
public enum Counted: Hashable, Sendable {
  /// Each of them: equal entries count as often as they are stated.
  case entries
  /// The different days on which they are.
  case days
  /// The different values of an attribute.
  case values(of: String)
}

/// A condition on the attributes of one entry.
public indirect enum EntryCondition: Hashable, Sendable {
  /// The attribute has one of these values.
  case attribute(String, isAnyOf: [TestValue])
  case group(Connective, [EntryCondition])

  /// The condition that every entry meets.
  public static let always = EntryCondition.group(.allOf, [])
}

extension EntryCondition {
  /// The tests of attributes, in document order.
  package var tests: [UnaryTest] {
    switch self {
    case .attribute(let id, let values): [UnaryTest(fact: id, values: values)]
    case .group(_, let members): members.flatMap(\.tests)
    }
  }

  /// The condition as one on facts, which the attributes of an entry are to its filter.
  package var condition: FactCondition {
    switch self {
    case .attribute(let id, let values): .test(UnaryTest(fact: id, values: values))
    case .group(let connective, let members): .group(connective, members.map(\.condition))
    }
  }
}

extension RecordTest {
  /// The tests of attributes that decide which entries count and what is measured of them.
  package var attributeTests: [UnaryTest] {
    guard case .attribute(let id, _, let values) = measure else { return filter.tests }
    return filter.tests + [UnaryTest(fact: id, values: values)]
  }
}
