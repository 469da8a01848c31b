internal import DecisionTable
internal import Values

/// Ranges read back from the text that documents print for them. The reader shares no code with the
/// printer.
extension Interval {
  /// Reads `55 to 77 years`, `over 20`, `within the last 15 years` or `from 2021-01-01`; nil for text
  /// that is not a range of a fact of this type.
  init?(printed text: String, of type: FactType) {
    switch type {
    case .number(let number): self.init(printed: text, unit: number.unit)
    case .duration(let unit): self.init(printed: text, before: unit)
    case .date: self.init(printedDays: text)
    case .boolean, .code, .choice, .set, .records: return nil
    }
  }

  /// - Parameter unit: the UCUM code of the fact’s unit.
  private init?(printed text: String, unit: String?) {
    func value(_ words: some StringProtocol, isLast: Bool) -> ExactDecimal? {
      let text = String(words)
      guard isLast, let unit, unit != "1" else { return ExactDecimal(text) }
      if unit == "%" { return text.hasSuffix("%") ? ExactDecimal(String(text.dropLast())) : nil }
      let parts = text.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let value = ExactDecimal(String(parts[0])) else { return nil }
      let expected =
        value == ExactDecimal(1) ? UnitWords.singular(unit) : UnitWords.plural(unit)
      return parts[1] == expected ? value : nil
    }
    self.init(ends: text, value)
  }

  private init?(printed text: String, before unit: CalendarUnit) {
    func value(_ words: some StringProtocol, isLast: Bool) -> ExactDecimal? {
      let parts = words.split(separator: " ")
      guard parts.count == 2, let count = Int(parts[0]) else { return nil }
      let counted = CalendarUnit.allCases.first { counted in
        UnitWords.quantity(ExactDecimal(count), counted.ucum) == words
      }
      guard let counted, counted.isOfMonths == unit.isOfMonths else { return nil }
      return ExactDecimal(count * counted.length)
    }
    if let length = text.after("within the last ") {
      guard let end = value(length, isLast: true) else { return nil }
      self.init(lower: nil, upper: Bound(end, isIncluded: true))
    } else {
      guard text.hasSuffix(" ago") else { return nil }
      self.init(ends: String(text.dropLast(4)), value)
    }
  }

  /// The forms that numbers and durations share.
  private init?(
    ends text: String, _ value: (_ words: Substring, _ isLast: Bool) -> ExactDecimal?
  ) {
    func bound(_ words: Substring, _ included: String, _ excluded: String, isLast: Bool) -> Bound? {
      for (word, isIncluded) in [(included, true), (excluded, false)] {
        guard let number = words.after(word + " ") else { continue }
        return value(number, isLast).map { Bound($0, isIncluded: isIncluded) }
      }
      return nil
    }
    let text = text[...]
    if let number = text.after("exactly ") {
      guard let value = value(number, true) else { return nil }
      self.init(value)
    } else if let (low, high) = text.around(" and ") {
      guard let lower = bound(low, "at least", "over", isLast: false),
        let upper = bound(high, "at most", "under", isLast: true)
      else { return nil }
      self.init(lower: lower, upper: upper)
    } else if let (low, high) = text.around(" to ") {
      guard let lower = value(low, false), let upper = value(high, true) else { return nil }
      self.init(
        lower: Bound(lower, isIncluded: true), upper: Bound(upper, isIncluded: true))
    } else if let lower = bound(text, "at least", "over", isLast: true) {
      self.init(lower: lower, upper: nil)
    } else if let upper = bound(text, "at most", "under", isLast: true) {
      self.init(lower: nil, upper: upper)
    } else {
      return nil
    }
  }

  private init?(printedDays text: String) {
    func bound(_ words: Substring, _ included: String, _ excluded: String) -> Bound? {
      for (word, isIncluded) in [(included, true), (excluded, false)] {
        guard let text = words.after(word + " ") else { continue }
        return CalendarDate(String(text)).map {
          Bound(ExactDecimal($0.dayNumber), isIncluded: isIncluded)
        }
      }
      return nil
    }
    let text = text[...]
    if let day = bound(text, "on", "on nothing but") {
      self.init(day.value)
    } else if let (low, high) = text.around(" to ") {
      guard let lower = bound(low, "from", "after") else { return nil }
      let last = bound("to \(high)"[...], "to", "to nothing but")
      guard let upper = bound(high, "until", "before") ?? last else { return nil }
      self.init(lower: lower, upper: upper)
    } else if let lower = bound(text, "from", "after") {
      self.init(lower: lower, upper: nil)
    } else if let upper = bound(text, "until", "before") {
      self.init(lower: nil, upper: upper)
    } else {
      return nil
    }
  }
}

extension StringProtocol where SubSequence == Substring {
  fileprivate func after(_ prefix: String) -> Substring? {
    hasPrefix(prefix) ? self[index(startIndex, offsetBy: prefix.count)...] : nil
  }

  fileprivate func around(_ separator: String) -> (Substring, Substring)? {
    firstRange(of: separator).map { (self[..<$0.lowerBound], self[$0.upperBound...]) }
  }
}
