public import Values

/// What a request states of one fact.
public enum FactValue: Hashable, Sendable {
  case boolean(Bool)
  case code(Code)
  case choice(String)
  /// A complete list: what is not in it is absent.
  case set([SetMember])
  /// What is in neither list is unknown.
  case partialSet(present: [SetMember], absent: [SetMember])
  /// A number or the length of a duration; without a unit it is in that of the fact.
  case quantity(ExactDecimal, unit: String?)
  /// A date, or the day from which a duration counts to the date of service.
  case date(CalendarDate)
  /// A number or the length of a duration within bounds; without a unit they are in that of the fact.
  case range(Interval, unit: String?)
  /// A day from the first to the last of these, which are included; nil if that end is open.
  case days(from: CalendarDate?, until: CalendarDate?)
  /// One of these words or codes.
  case oneOf([Alternative])
  /// A word or code that is not one of these.
  case noneOf([Alternative])
  case records(RecordList)

  var kind: String {
    switch self {
    case .boolean: "a boolean"
    case .code: "a code"
    case .choice: "a word"
    case .set, .partialSet: "a set"
    case .quantity: "a number"
    case .date: "a date"
    case .range: "a range of numbers"
    case .days: "a range of days"
    case .oneOf, .noneOf: "a choice among values"
    case .records: "a list of entries"
    }
  }
}

/// A word of a choice, or a code, that a fact may be.
public enum Alternative: Hashable, Sendable {
  case choice(String)
  case code(Code)
}

/// A term of the terminology, or a code that may bear on some.
public enum SetMember: Hashable, Sendable {
  case term(String)
  case code(Code)
}

/// Why facts cannot be decided on.
public enum FactError: Error, Hashable, Sendable {
  case unknownFact(String, known: [String])
  case wrongType(fact: String, expected: FactType, found: String)
  case unknownWord(fact: String, word: String, known: [String])
  case contradiction(fact: String, term: String)
  /// The code establishes a term that is stated to be absent.
  case contradictedCode(fact: String, code: Code, term: String)
  case wrongUnit(fact: String, unit: String, expected: String?)
  case outOfRange(fact: String, value: String, expected: FactType)
  /// The number in this unit does not have an exact decimal in the unit of the fact.
  case inexact(fact: String, value: String, unit: String, expected: String)
  /// No value of the fact is possible under what is stated, its type, its bounds and the date of
  /// service.
  case noValueLeft(fact: String, expected: FactType)
  /// The fact can only be read at a date of service.
  case missingDate(fact: String)
  /// The day lies after the date of service.
  case afterService(fact: String, date: CalendarDate, service: CalendarDate)
  /// What is wrong with an entry of a list, by its index.
  indirect case entry(Int, of: String, FactError)
  case tooManyEntries(fact: String)
  /// A stretch of days that ends before it begins.
  case emptyStretch(fact: String, from: CalendarDate, until: CalendarDate)
  /// A list with more completions than a request may cost.
  case tooManyCompletions(fact: String)
}

extension FactValue {
  package init(_ value: TestValue) {
    switch value {
    case .boolean(let value): self = .boolean(value)
    case .code(let code): self = .code(code)
    case .word(let word): self = .choice(word)
    case .range, .records: preconditionFailure("a test of many values is not a value")
    }
  }
}
