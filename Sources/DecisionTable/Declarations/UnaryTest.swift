public import Values

/// A value that a test compares a fact with.
public enum TestValue: Hashable, Sendable {
  case boolean(Bool)
  case code(Code)
  /// A value of a choice, or a term of a set.
  case word(String)
  /// Of a number, a date or a duration.
  case range(Interval)
  /// A property of a list of entries.
  indirect case records(RecordTest)

  /// The code, if the value is one.
  package var code: Code? { if case .code(let code) = self { code } else { nil } }

  /// Dates are printed as day numbers and durations without their unit; `wording(of:)` prints them for people.
  package var text: String {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .code(let code): code.description
    case .word(let word): word
    case .range(let interval): interval.description
    case .records: "a list of entries"
    }
  }
}

/// The values between two bounds, on the line of a fact's values.
///
/// The line of a number has its unit, that of a date counts days since 1900-01-01, that of a
/// duration counts months or days.
public struct Interval: Hashable, Sendable, CustomStringConvertible {
  public struct Bound: Hashable, Sendable {
    public let value: ExactDecimal
    public let isIncluded: Bool

    public init(_ value: ExactDecimal, isIncluded: Bool) {
      self.value = value
      self.isIncluded = isIncluded
    }
  }

  /// Nil if the range is unbounded on that side.
  public let lower: Bound?
  public let upper: Bound?

  public init(lower: Bound?, upper: Bound?) {
    self.lower = lower
    self.upper = upper
  }

  package init(_ value: ExactDecimal) {
    self.init(
      lower: Bound(value, isIncluded: true), upper: Bound(value, isIncluded: true))
  }

  public func contains(_ value: ExactDecimal) -> Bool {
    if let lower, lower.isIncluded ? value < lower.value : value <= lower.value { return false }
    if let upper, upper.isIncluded ? value > upper.value : value >= upper.value { return false }
    return true
  }

  /// Whether the range contains no number. A range between two adjacent integers is not empty.
  public var isEmpty: Bool {
    guard let lower, let upper else { return false }
    return lower.isIncluded && upper.isIncluded
      ? lower.value > upper.value : lower.value >= upper.value
  }

  /// In the notation of mathematics: `[55, 77]`, `(20, ∞)`.
  public var description: String {
    let left = lower.map { "\($0.isIncluded ? "[" : "(")\($0.value)" } ?? "(-∞"
    let right = upper.map { "\($0.value)\($0.isIncluded ? "]" : ")")" } ?? "∞)"
    return "\(left), \(right)"
  }
}

/// A test of one fact: whether its value is any of these or, for a set, whether it contains any of these.
public struct UnaryTest: Hashable, Sendable {
  public let fact: String
  /// Never empty.
  public let values: [TestValue]

  package init(fact: String, values: [TestValue]) {
    precondition(!values.isEmpty, "a test without values")
    self.fact = fact
    self.values = values
  }

  /// The tests of a list, any of which makes this test true.
  package var recordTests: [RecordTest] {
    values.compactMap { if case .records(let test) = $0 { test } else { nil } }
  }
}
