internal import DecisionTable
internal import Values

extension FactSource {
  /// A written value as a number: a date in days, a length of time in months or days, and a number in
  /// the unit of the fact.
  ///
  /// - Precondition: The fact is of one of these types, and the unit of a duration is known.
  func point(_ text: Located<String>) throws(ValueMismatch) -> ExactDecimal {
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
          message: "`\(text)` is not a day, and `\(id.value)` is a date",
          help: "write a day from \(CalendarDate.first) to \(CalendarDate.last), as in `2024-01-31`"
        )
      }
      return ExactDecimal(day.dayNumber)
    case .duration: return try length(text)
    case .number, .integer: return try number(text)
    case .boolean, .code, .choice, .set:
      preconditionFailure("a \(kind.rawValue) does not have an order")
    }
  }

  // MARK: Numbers

  private func number(_ text: String) throws(ValueMismatch.Reason) -> ExactDecimal {
    let example = unit.map { ", as in `20 \(UnitWords.plural($0.value))`" } ?? ""
    if let meant = rangeMeant(by: text) {
      throw .unlike(
        message: "`\(text)` is not a number, and `\(id.value)` is one", help: "write `\(meant)`")
    }
    let value = try converted(try quantity(text, example: "a number\(example)"))
    if kind == .integer, !value.isInteger {
      throw .unlike(
        message: "`\(text)` is not a whole number, and `\(id.value)` is an integer",
        help: "write a whole number, or declare the fact as a `number`")
    }
    return value
  }

  private func quantity(_ text: String, example: String) throws(ValueMismatch.Reason)
    -> WrittenQuantity
  {
    do throws(NumberProblem) {
      return try WrittenQuantity(text)
    } catch {
      switch error {
      case .notANumber(let meant):
        let what = kind == .duration ? "a length of time" : "a number"
        throw .unlike(
          message: "`\(text.prefix(80))` is not \(what), and `\(id.value)` is one",
          help: "write \(meant.map { "`\($0)`" } ?? example)")
      case .tooManyDigits, .outOfRange:
        throw .unlike(message: error.message(text), help: error.help)
      }
    }
  }

  /// The range that people mean by `>= 88` or `18-65`.
  private func rangeMeant(by text: String) -> String? {
    // Matching a pattern is slow, so texts that cannot match are excluded first.
    guard text.contains(where: "<>≤≥-–".contains) else { return nil }
    if let match = text.wholeMatch(of: #/([<>]=?|[≤≥])\s*([0-9][^<>]*)/#) {
      let key: BoundKey =
        switch match.1 {
        case ">": .over
        case "<": .under
        case "<=", "≤": .atMost
        default: .atLeast
        }
      return "{\(key.rawValue): \(spelled(String(match.2)))}"
    }
    return text.wholeMatch(of: #/([0-9.]+)\s*[-–]\s*([0-9.]+)/#).map {
      "{at_least: \($0.1), at_most: \($0.2)}"
    }
  }

  /// A quantity with its unit in a known spelling, or as it is.
  private func spelled(_ text: String) -> String {
    guard let written = try? WrittenQuantity(text), !written.unit.isEmpty,
      let code = UnitWords.code(meantBy: written.unit)
    else { return text }
    return UnitWords.quantity(written.number, code)
  }

  private func converted(_ written: WrittenQuantity) throws(ValueMismatch.Reason) -> ExactDecimal {
    if written.unit.isEmpty { return written.number }
    guard let unit, let own = UnitOfMeasure(unit.value) else {
      throw .wrongUnit(
        "`\(id.value)` does not have a unit, and is compared with \(written.unit)",
        help: "declare the `unit` of `\(id.value)`, or compare it with a number without a unit")
    }
    let names = [unit.value, UnitWords.plural(unit.value), UnitWords.singular(unit.value)]
    if names.contains(written.unit) { return written.number }
    guard let other = UnitOfMeasure(UnitWords.code(of: written.unit) ?? written.unit) else {
      throw .unknownUnit(
        written.unit, help: UnitSuggestion(for: written, inPlaceOf: unit.value).help)
    }
    guard own.isCommensurable(with: other) else {
      throw .wrongUnit(
        "`\(id.value)` is measured in \(names[1]), and \(written.unit) cannot be converted to that",
        help: "write the value in \(names[1])")
    }
    guard let value = other.convert(written.number, to: own) else {
      throw .wrongUnit(
        "\(written.number) \(written.unit) is not an exact number of \(names[1])",
        help: "write the value in \(names[1])")
    }
    return value
  }

  // MARK: Lengths of time

  /// In months for years and months, in days for weeks and days.
  private func length(_ text: String) throws(ValueMismatch.Reason) -> ExactDecimal {
    guard let declared = unit.flatMap({ CalendarUnit(ucum: $0.value) }) else {
      preconditionFailure("a duration without a unit passed the checks")
    }
    let example = "a length, as in `15 \(declared.plural)`"
    let written = try quantity(text, example: example)
    let counted = try calendarUnit(of: written, declared: declared)
    guard counted.isOfMonths == declared.isOfMonths else {
      throw .wrongUnit(
        "`\(id.value)` is counted in \(declared.plural), and \(counted.plural) cannot be converted to those exactly",
        help: "write the length in \(declared.plural)")
    }
    guard let length = written.number.multiplied(by: ExactDecimal(counted.length)),
      length.isInteger,
      length >= ExactDecimal(0)
    else {
      throw .unlike(
        message: "`\(text)` is not a whole number of \(counted.isOfMonths ? "months" : "days")",
        help: "write \(example)")
    }
    guard length <= ExactDecimal(longestLength) else {
      throw .unlike(
        message:
          "`\(text)` is longer than \(longestLength) \(counted.isOfMonths ? "months" : "days")",
        help: "write a shorter length")
    }
    return length
  }

  private func calendarUnit(of written: WrittenQuantity, declared: CalendarUnit)
    throws(ValueMismatch.Reason) -> CalendarUnit
  {
    if written.unit.isEmpty { return declared }
    if let unit = CalendarUnit(ucum: UnitWords.code(of: written.unit) ?? written.unit) {
      return unit
    }
    throw UnitOfMeasure(written.unit) == nil
      ? .unknownUnit(
        written.unit, help: UnitSuggestion(for: written, inPlaceOf: declared.ucum).help)
      : .wrongUnit(
        "`\(id.value)` is a length of time, which \(written.unit) does not measure",
        help: "write the length in \(declared.plural)")
  }
}

/// In months or days. No date of service is this far from another.
private let longestLength = 100_000
