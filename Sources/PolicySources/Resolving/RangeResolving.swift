internal import DecisionTable
internal import Diagnostics
internal import Values

/// A number with what stands behind it: `20 pack-years`, `30%`, `55`.
struct WrittenQuantity {
  let number: ExactDecimal
  let unit: String

  /// Nil where the text does not begin with a number.
  init?(_ text: String) {
    guard CalendarDate(text) == nil,
      let match = text.prefixMatch(of: WrittenQuantity.writtenNumber),
      let number = ExactDecimal(String(match.0))
    else { return nil }
    self.number = number
    unit = text[match.range.upperBound...].split(separator: " ").joined(separator: " ")
  }

  /// Compiled once; it holds no code of ours, so that threads can share it.
  nonisolated(unsafe) private static let writtenNumber =
    /-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+(?![A-Za-z]))?/
}

extension Interval {
  /// A value that a test names alone: exactly this.
  init(_ text: Located<String>, of fact: FactSource) throws(ValueMismatch) {
    let point = try fact.point(text)
    try fact.checkBounds(point, at: text.span)
    self.init(point)
    try check(in: fact, at: text.span)
  }

  init(_ bounds: [BoundSource], of fact: FactSource, at span: Span) throws(ValueMismatch) {
    var lower: Bound?
    var upper: Bound?
    for bound in bounds {
      guard let end = fact.end(bound.key.value) else {
        throw ValueMismatch(reason: fact.misplaced(bound.key.value), span: bound.key.span)
      }
      let point = try fact.point(bound.quantity)
      try fact.checkBounds(point, at: bound.quantity.span)
      if end.isLower {
        lower = Bound(point, isIncluded: end.isIncluded)
      } else {
        upper = Bound(point, isIncluded: end.isIncluded)
      }
    }
    self.init(lower: lower, upper: upper)
    if let lower, let upper, lower.value > upper.value {
      let ends = bounds.map { "\($0.key.value.rawValue): \($0.quantity.value)" }
      let swapped =
        bounds.count == 2
        ? "write `\(bounds[0].key.value.rawValue): \(bounds[1].quantity.value)` and `\(bounds[1].key.value.rawValue): \(bounds[0].quantity.value)`"
        : "swap \(ends.joined(separator: " and "))"
      throw ValueMismatch(reason: .reversed(help: swapped), span: span)
    }
    try check(in: fact, at: span)
  }

  /// That a request can state a value of it.
  private func check(in fact: FactSource, at span: Span) throws(ValueMismatch) {
    if isEmpty { throw ValueMismatch(reason: .excludesEverything, span: span) }
    guard fact.kind == .number || fact.kind == .integer else {
      guard fact.kind == .duration else { return }
      let isBelow = upper.map { $0.value < ExactDecimal(0) } ?? false
      let isEmpty = upper.map { !$0.isIncluded && $0.value == ExactDecimal(0) } ?? false
      if isBelow || isEmpty { throw ValueMismatch(reason: .excludesEverything, span: span) }
      return
    }
    let minimum = fact.minimum?.value
    let maximum = fact.maximum?.value
    var least = lower ?? minimum.map { Bound($0, isIncluded: true) }
    var greatest = upper ?? maximum.map { Bound($0, isIncluded: true) }
    if fact.kind == .integer {
      least = least.map { bound in
        let next = bound.value.floor.adding(ExactDecimal(1)) ?? bound.value
        return Bound(bound.isIncluded ? bound.value.ceiling : next, isIncluded: true)
      }
      greatest = greatest.map { bound in
        let previous = bound.value.ceiling.adding(ExactDecimal(-1)) ?? bound.value
        return Bound(bound.isIncluded ? bound.value.floor : previous, isIncluded: true)
      }
    }
    if Interval(lower: least, upper: greatest).isEmpty {
      throw ValueMismatch(reason: .excludesEverything, span: span)
    }
  }
}

extension FactSource {
  /// Which end of a range a word is, or nil where it is none of ranges of this kind.
  fileprivate func end(_ key: BoundKey) -> (isLower: Bool, isIncluded: Bool)? {
    switch (kind, key) {
    case (.number, .atLeast), (.integer, .atLeast), (.duration, .atLeast), (.date, .from):
      (true, true)
    case (.number, .over), (.integer, .over), (.duration, .over), (.date, .after): (true, false)
    case (.number, .atMost), (.integer, .atMost), (.duration, .within), (.date, .until):
      (false, true)
    case (.number, .under), (.integer, .under), (.duration, .under), (.date, .before):
      (false, false)
    default: nil
    }
  }

  fileprivate func misplaced(_ key: BoundKey) -> ValueMismatch.Reason {
    switch kind {
    case .boolean, .code, .choice, .set:
      return .unlike(
        message: "`\(id.value)` is \(kind.phrase), which has no range",
        help: "name the values that count, or declare `\(id.value)` as a `number`")
    case .number, .integer, .date, .duration: break
    }
    let meant: [BoundKey: [BoundKey]] = [
      .atLeast: [.from], .from: [.atLeast], .over: [.after], .after: [.over],
      .atMost: [.within, .until], .within: [.atMost, .until], .until: [.within, .atMost],
      .under: [.before], .before: [.under],
    ]
    let words = BoundKey.allCases.filter { end($0) != nil }.map { "`\($0.rawValue)`" }
    let own = (meant[key] ?? []).first { end($0) != nil }
    return .unlike(
      message: "`\(key.rawValue)` is no bound of \(kind.phrase)",
      help: own.map { "write `\($0.rawValue)`" } ?? "write one of \(words.joined(separator: ", "))")
  }

  /// That a value lies within the declared bounds.
  fileprivate func checkBounds(_ value: ExactDecimal, at span: Span) throws(ValueMismatch) {
    let isBelow = minimum.map { value < $0.value } ?? false
    let isAbove = maximum.map { value > $0.value } ?? false
    guard isBelow || isAbove else { return }
    let bounds = [minimum.map { "minimum: \($0.value)" }, maximum.map { "maximum: \($0.value)" }]
    throw ValueMismatch(
      reason: .outOfBounds(bounds: bounds.compactMap(\.self).joined(separator: ", ")), span: span)
  }

  /// The place of a written value on the line of the fact.
  fileprivate func point(_ text: Located<String>) throws(ValueMismatch) -> ExactDecimal {
    do throws(ValueMismatch.Reason) {
      return try point(text.value)
    } catch {
      throw ValueMismatch(reason: error, span: text.span)
    }
  }

  private func point(_ text: String) throws(ValueMismatch.Reason) -> ExactDecimal {
    switch kind {
    case .date:
      guard let day = CalendarDate(text) else {
        throw .unlike(
          message: "`\(text)` is no day, and `\(id.value)` is a date",
          help: "write a day as `2024-01-31`")
      }
      return ExactDecimal(day.dayNumber)
    case .duration: return try length(text)
    case .number, .integer: return try number(text)
    case .boolean, .code, .choice, .set:
      preconditionFailure("a \(kind.rawValue) has no line")
    }
  }

  /// The range that people mean by `>= 88` or `18-65`.
  private func rangeMeant(by text: String) -> String? {
    // Patterns are only made where one can match.
    guard text.contains(where: "<>≤≥-–".contains) else { return nil }
    if let match = text.wholeMatch(of: #/([<>]=?|[≤≥])\s*([0-9][^<>]*)/#) {
      let key: BoundKey =
        switch match.1 {
        case ">": .over
        case "<": .under
        case "<=", "≤": .atMost
        default: .atLeast
        }
      return "{\(key.rawValue): \(match.2)}"
    }
    return text.wholeMatch(of: #/([0-9.]+)\s*[-–]\s*([0-9.]+)/#).map {
      "{at_least: \($0.1), at_most: \($0.2)}"
    }
  }

  /// In the unit of the fact.
  private func number(_ text: String) throws(ValueMismatch.Reason) -> ExactDecimal {
    let meant = rangeMeant(by: text)
    guard meant == nil, let written = WrittenQuantity(text) else {
      let example = unit.map { ", as in `20 \(UnitWords.plural($0.value))`" } ?? ""
      throw .unlike(
        message: "`\(text)` is no number, and `\(id.value)` is one",
        help: "write \(meant.map { "`\($0)`" } ?? "a number\(example)")")
    }
    let value = try converted(written)
    if kind == .integer, !value.isInteger {
      throw .unlike(
        message: "`\(text)` is no whole number, and `\(id.value)` is an integer",
        help: "write `\(value.ceiling)` or `\(value.floor)`, or declare it as a `number`")
    }
    return value
  }

  private func converted(_ written: WrittenQuantity) throws(ValueMismatch.Reason) -> ExactDecimal {
    if written.unit.isEmpty { return written.number }
    guard let unit, let own = UnitOfMeasure(unit.value) else {
      throw .wrongUnit(
        "`\(id.value)` has no unit, and is compared with \(written.unit)",
        help: "write `\(written.number)`, or declare the `unit` of `\(id.value)`")
    }
    let words = [unit.value, UnitWords.plural(unit.value), UnitWords.singular(unit.value)]
    if words.contains(written.unit) { return written.number }
    guard let other = UnitOfMeasure(UnitWords.code(of: written.unit) ?? written.unit) else {
      throw .unknownUnit(
        written.unit,
        help: "write `\(UnitWords.quantity(written.number, unit.value))`")
    }
    guard own.isCommensurable(with: other) else {
      throw .wrongUnit(
        "`\(id.value)` is counted in \(words[1]), which \(written.unit) cannot be turned into",
        help: "write the value in \(words[1])")
    }
    guard let value = other.convert(written.number, to: own) else {
      throw .wrongUnit(
        "\(written.number) \(written.unit) is no exact number of \(words[1])",
        help: "write the value in \(words[1])")
    }
    return value
  }

  /// In months for years and months, in days for weeks and days.
  private func length(_ text: String) throws(ValueMismatch.Reason) -> ExactDecimal {
    guard let declared = unit.flatMap({ CalendarUnit(ucum: $0.value) }) else {
      preconditionFailure("a duration without a unit passed the checks")
    }
    guard let written = WrittenQuantity(text) else {
      throw .unlike(
        message: "`\(text)` is no length of time, and `\(id.value)` is one",
        help: "write a length, as in `15 \(declared.plural)`")
    }
    var counted = declared
    if !written.unit.isEmpty {
      guard
        let other = CalendarUnit(ucum: UnitWords.code(of: written.unit) ?? written.unit)
      else {
        let example = UnitWords.quantity(written.number, declared.ucum)
        throw UnitOfMeasure(written.unit) == nil
          ? .unknownUnit(written.unit, help: "write `\(example)`")
          : .wrongUnit(
            "`\(id.value)` is a length of time, which \(written.unit) does not measure",
            help: "write `\(example)`")
      }
      counted = other
    }
    guard counted.isOfMonths == declared.isOfMonths else {
      throw .wrongUnit(
        "`\(id.value)` is counted in \(declared.plural), and \(counted.plural) are no exact number of those by the calendar",
        help: "write the length in \(declared.plural)")
    }
    guard let length = written.number.multiplied(by: ExactDecimal(counted.length)),
      length.isInteger,
      length >= ExactDecimal(0), length <= ExactDecimal(100_000)
    else {
      throw .unlike(
        message: "`\(text)` is no whole number of \(counted.isOfMonths ? "months" : "days")",
        help: "write a length, as in `15 \(declared.plural)`")
    }
    return length
  }
}
