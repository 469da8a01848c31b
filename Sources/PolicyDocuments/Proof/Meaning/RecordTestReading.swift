internal import DecisionTable
internal import Values

/// Tests of lists read back from the text that documents print for them. The reader shares no code with
/// the printer.
extension RecordTest {
  /// Reads `the most recent, within 7 days before the date of service, has value under 10 g/dL`; nil
  /// for text that is not a test of such a list.
  init?(printed text: String, of type: RecordType) {
    var segments = text.outsideParentheses(", ")
    var head = segments.removeFirst()
    var filter = EntryCondition.always
    if let (before, condition) = head.around(" where ") {
      guard let read = EntryCondition(printed: condition, of: type) else { return nil }
      (head, filter) = (before, read)
    }
    let measure: RecordMeasure
    if let (selection, rest) = EntrySelection.printed(head) {
      // What is said of the entry comes last: directly, or after its filter and its windows.
      let isBare = rest.hasPrefix(" ") && segments.isEmpty && filter == .always
      guard isBare || rest.isEmpty,
        let verb = isBare ? String(rest.dropFirst()) : segments.popLast(),
        let read = RecordMeasure(verb, of: selection, type)
      else { return nil }
      measure = read
    } else {
      guard let read = RecordMeasure(count: head, of: type) else { return nil }
      measure = read
    }
    var windows: [RecordWindow] = []
    for segment in segments {
      guard let window = RecordWindow(printed: segment) else { return nil }
      windows.append(window)
    }
    self.init(measure, filter: filter, windows: windows)
  }
}

extension EntrySelection {
  /// The selection at the beginning of a text, and the text after it.
  fileprivate static func printed(_ text: String) -> (EntrySelection, rest: Substring)? {
    for (words, selection) in [("the most recent", latest), ("the earliest", first)] {
      if text.hasPrefix(words) { return (selection, text.dropFirst(words.count)) }
    }
    return nil
  }
}

extension RecordMeasure {
  /// Reads `has value under 10 g/dL` or `is over 40 days before the date of service`.
  fileprivate init?(_ verb: String, of selection: EntrySelection, _ type: RecordType) {
    if let time = verb.after("is ") {
      guard let range = TimeRange(printed: time) else { return nil }
      self = .elapsed(since: selection, range)
    } else {
      guard let (id, words) = verb.after("has ")?.around(" "),
        let values = type.values(printed: words, of: id)
      else { return nil }
      self = .attribute(id, of: selection, isAnyOf: values)
    }
  }

  /// Reads `none`, `at least 2`, `on at least 2 different days` or
  /// `exactly 3 different values of drug`.
  fileprivate init?(count text: String, of type: RecordType) {
    func range(_ words: String) -> Interval? {
      Interval(
        printed: words,
        of: .number(NumberType(unit: nil, isInteger: true, minimum: nil, maximum: nil)))
    }
    if text == "none" {
      self = .count(.entries, Interval(ExactDecimal(0)))
    } else if let days = text.after("on "), days.hasSuffix(" different days") {
      guard let read = range(String(days.dropLast(" different days".count))) else { return nil }
      self = .count(.days, read)
    } else if let (words, attribute) = text.around(" different values of ") {
      guard let read = range(words), type.attribute(attribute) != nil else { return nil }
      self = .count(.values(of: attribute), read)
    } else {
      guard let read = range(text) else { return nil }
      self = .count(.entries, read)
    }
  }
}

extension RecordType {
  /// Reads the values of an attribute: `in_person or telehealth`.
  fileprivate func values(printed text: String, of id: String) -> [TestValue]? {
    guard let attribute = attribute(id) else { return nil }
    var values: [TestValue] = []
    for word in text.outsideParentheses(" or ") {
      guard let value = TestValue(printed: word, of: attribute.fact) else { return nil }
      values.append(value)
    }
    return values
  }
}

// MARK: Filters

extension EntryCondition {
  /// Reads `drug is insulin and where any of (dose is over 5 mg; ended is failed)`.
  fileprivate init?(printed text: String, of type: RecordType) {
    var conditions: [EntryCondition] = []
    for part in text.outsideParentheses(" and where ") {
      guard let condition = EntryCondition(part: part, of: type) else { return nil }
      conditions.append(condition)
    }
    self = conditions.count == 1 ? conditions[0] : .group(.allOf, conditions)
  }

  private init?(part text: String, of type: RecordType) {
    if text.hasSuffix(")"), let (words, rest) = text.around(" ("),
      let connective = Connective(beforeMembers: words)
    {
      var members: [EntryCondition] = []
      for member in rest.dropLast().description.outsideParentheses("; ") {
        guard let member = EntryCondition(part: member, of: type) else { return nil }
        members.append(member)
      }
      self = .group(connective, members)
    } else {
      guard let (id, words) = text.around(" is "),
        let values = type.values(printed: words, of: id)
      else { return nil }
      self = .attribute(id, isAnyOf: values)
    }
  }
}

extension Connective {
  fileprivate init?(beforeMembers words: String) {
    switch words {
    case "all of": self = .allOf
    case "any of": self = .anyOf
    case "none of": self = .noneOf
    default:
      let parts = words.split(separator: " ")
      guard parts.count == 4, words.hasPrefix("at least "), words.hasSuffix(" of"),
        let count = Int(parts[2])
      else { return nil }
      self = .atLeast(count)
    }
  }
}
