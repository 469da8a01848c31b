public import Values

/// The days on which a code is valid. Outside them it counts as another code.
public struct CodePeriod: Hashable, Sendable, BitwiseCopyable {
  public let code: Code
  /// The first and the last day on which the code is valid; nil if that side is unbounded.
  public let from: CalendarDate?
  public let until: CalendarDate?

  package init(code: Code, from: CalendarDate?, until: CalendarDate?) {
    self.code = code
    self.from = from
    self.until = until
  }

  public func contains(_ date: CalendarDate) -> Bool {
    if let from, date < from { return false }
    if let until, date > until { return false }
    return true
  }
}

extension DecisionTable {
  /// When a code is valid, where it is not always.
  package func period(of code: Code) -> CodePeriod? { periods.first { $0.code == code } }

  package func isValid(_ code: Code, on date: CalendarDate) -> Bool {
    period(of: code)?.contains(date) ?? true
  }
}
