public import Values

/// One thing that a request can state.
public struct Fact: Hashable, Sendable {
  public let id: String
  public let type: FactType
  /// The question by which a person is asked for it.
  public let question: String
  /// The name of the fact in documents, or nil if they derive one from the id.
  public let label: String?
  /// The values of a choice as documents print them, for those values that have a label.
  public let valueLabels: [String: String]

  package init(
    id: String, type: FactType, question: String, label: String? = nil,
    valueLabels: [String: String] = [:]
  ) {
    self.id = id
    self.type = type
    self.question = question
    self.label = label
    self.valueLabels = valueLabels
  }
}

extension Fact {
  package var isRecords: Bool { if case .records = type { true } else { false } }
}

public enum FactType: Hashable, Sendable {
  case boolean
  case code
  case choice([String])
  /// Any number of the terms of a terminology.
  case set(terminology: String, terms: [Term])
  case number(NumberType)
  case date
  /// The time from a day to the date of service, in calendar units.
  case duration(CalendarUnit)
  /// What happened, and when: any number of entries, each on a day.
  case records(RecordType)

  /// What a request writes, for messages.
  public var expectation: String {
    switch self {
    case .boolean: "true or false"
    case .code: "a code, as in \"CPT:76498\""
    case .choice(let values): "one of " + values.map { "\"\($0)\"" }.joined(separator: ", ")
    case .set: "a list of terms, or {\"present\": [...], \"absent\": [...]}"
    case .number(let type): type.expectation
    case .date: "a date, as in \"2024-01-31\""
    case .duration(let unit):
      "a date, or a number of \(unit.plural), or {\"value\", \"unit\": \"\(unit.ucum)\"}"
    case .records: "a list of entries, or {\"present\": [...], \"complete\": {\"from\", \"until\"}}"
    }
  }
}

/// A term of a terminology, as it is named and as clinicians write it.
public struct Term: Hashable, Sendable {
  public let id: String
  public let label: String

  package init(id: String, label: String) {
    self.id = id
    self.label = label
  }
}

/// A quantity as a fact declares it.
public struct NumberType: Hashable, Sendable {
  /// The UCUM code of the unit; nil for a plain number.
  public let unit: String?
  public let isInteger: Bool
  /// The least and the greatest value that a request can state; nil is no bound.
  public let minimum: ExactDecimal?
  public let maximum: ExactDecimal?

  package init(unit: String?, isInteger: Bool, minimum: ExactDecimal?, maximum: ExactDecimal?) {
    self.unit = unit
    self.isInteger = isInteger
    self.minimum = minimum
    self.maximum = maximum
  }

  public func allows(_ value: ExactDecimal) -> Bool {
    if isInteger, !value.isInteger { return false }
    if let minimum, value < minimum { return false }
    if let maximum, value > maximum { return false }
    return true
  }

  fileprivate var expectation: String {
    var text = isInteger ? "an integer" : "a number"
    if let minimum { text += " from \(minimum)" }
    if let maximum { text += minimum == nil ? " up to \(maximum)" : " to \(maximum)" }
    return unit.map { "\(text), in \(UnitWords.named($0))" } ?? text
  }
}

/// The units in which a duration before the date of service is counted, by the calendar.
public enum CalendarUnit: String, Sendable, CaseIterable {
  case years
  case months
  case weeks
  case days

  /// The UCUM code: `a`, `mo`, `wk`, `d`.
  public var ucum: String {
    switch self {
    case .years: "a"
    case .months: "mo"
    case .weeks: "wk"
    case .days: "d"
    }
  }

  public var plural: String { rawValue }

  package init?(ucum: String) {
    guard let unit = CalendarUnit.allCases.first(where: { $0.ucum == ucum }) else { return nil }
    self = unit
  }

  /// Years and months are counted in months, weeks and days in days; the two cannot be compared
  /// without a date.
  public var isOfMonths: Bool { self == .years || self == .months }

  /// How many months or days it has.
  public var length: Int {
    switch self {
    case .years: 12
    case .weeks: 7
    case .months, .days: 1
    }
  }
}

extension FactType {
  /// Every value that a request can state, if the type is a closed list.
  package var allValues: [TestValue]? {
    switch self {
    case .boolean: [.boolean(false), .boolean(true)]
    case .choice(let words): words.map { .word($0) }
    case .code, .set, .number, .date, .duration, .records: nil
    }
  }
}
