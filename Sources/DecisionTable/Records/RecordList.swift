public import Values

/// What a request states of a record fact.
public struct RecordList: Hashable, Sendable {
  /// In any order. Equal entries count as often as they are stated.
  public var entries: [RecordEntry]
  public var completeness: RecordCompleteness

  public init(_ entries: [RecordEntry], completeness: RecordCompleteness = .complete) {
    self.entries = entries
    self.completeness = completeness
  }
}

/// On which days a list has all entries.
public enum RecordCompleteness: Hashable, Sendable {
  /// There are no further entries.
  case complete
  /// There may be further entries on any day.
  case open
  /// There are no further entries from one day until another, both included; nil where the stretch
  /// has no bound on that side.
  case within(from: CalendarDate?, until: CalendarDate?)
}

/// One entry of a list.
public struct RecordEntry: Hashable, Sendable {
  public var day: EntryDay
  /// What is known of its attributes; those that are missing are unknown.
  public var attributes: [String: FactValue]

  public init(on day: EntryDay, _ attributes: [String: FactValue] = [:]) {
    self.day = day
    self.attributes = attributes
  }
}

/// What is known of the day of an entry. No entry is after the date of service.
public enum EntryDay: Hashable, Sendable {
  case on(CalendarDate)
  /// One of these days, both included; nil where there is no bound but the date of service.
  case between(CalendarDate?, CalendarDate?)

  public static let unknown = EntryDay.between(nil, nil)
}
