internal import DecisionTable
internal import Values

/// The wording of tests of a list of entries, for example `the most recent, within 7 days before the
/// date of service, has value under 10 g/dL`.
///
/// Only parentheses contain `; `, and `, ` separates the selection, the windows and what is measured.
struct RecordWording {
  enum Naming {
    /// Attributes and words by the names that requests use.
    case asInRequests
    case inPlainLanguage
  }

  private let attributes: [RecordAttribute]
  private let naming: Naming

  /// - Parameter fact: a fact of records.
  init(_ fact: Fact, _ naming: Naming) {
    if case .records(let type) = fact.type { attributes = type.attributes } else { attributes = [] }
    self.naming = naming
  }

  func text(_ test: RecordTest) -> String {
    let filter = test.filter == .always ? "" : " where \(conditions(test.filter))"
    let windows = test.windows.map { ", \($0.wording)" }.joined()
    let isBare = filter.isEmpty && windows.isEmpty
    func selected(_ selection: EntrySelection, _ verb: String) -> String {
      "\(selection.wording)\(filter)\(windows)\(isBare ? " " : ", ")\(verb)"
    }
    switch test.measure {
    case .attribute(let id, let selection, let values):
      return selected(selection, verb(id, values))
    case .elapsed(let selection, let range):
      return selected(selection, "is \(range.wording)")
    case .count(let counted, let range):
      return counted.wording(range.count, name) + filter + windows
    }
  }

  // MARK: Attributes

  /// What is said of an attribute of one entry. Without any other attribute, plain language does not
  /// name it.
  private func verb(_ id: String, _ values: [TestValue]) -> String {
    let text = self.values(values, of: id)
    guard naming == .inPlainLanguage else { return "has \(id) \(text)" }
    if isBoolean(id) { return "has \(name(id)): \(text)" }
    return attributes.count == 1 ? "is \(text)" : "has \(name(id)) \(text)"
  }

  private func values(_ values: [TestValue], of id: String) -> String {
    let fact = attributes.first { $0.id == id }?.fact
    return values.map { value in
      switch naming {
      case .asInRequests: fact?.printed(value) ?? value.text
      case .inPlainLanguage: fact?.answer(value) ?? value.text
      }
    }.joined(separator: " or ")
  }

  private func name(_ id: String) -> String { naming == .asInRequests ? id : id.inWords }

  private func isBoolean(_ id: String) -> Bool {
    attributes.first { $0.id == id }?.type == .boolean
  }

  // MARK: Filters

  /// The condition of a filter. Several that must all hold are joined without parentheses.
  private func conditions(_ condition: EntryCondition) -> String {
    if case .group(.allOf, let members) = condition, members.count > 1 {
      return members.map(part).joined(separator: " and where ")
    }
    return part(condition)
  }

  private func part(_ condition: EntryCondition) -> String {
    switch condition {
    case .attribute(let id, let values):
      let text = self.values(values, of: id)
      return naming == .inPlainLanguage && isBoolean(id)
        ? "\(name(id)): \(text)" : "\(name(id)) is \(text)"
    case .group(let connective, let members):
      return "\(connective.words) (\(members.map(part).joined(separator: "; ")))"
    }
  }
}

extension Connective {
  /// Printed before the members of a group on one line.
  package var words: String {
    switch self {
    case .allOf: "all of"
    case .anyOf: "any of"
    case .noneOf: "none of"
    case .atLeast(let count): "at least \(count) of"
    }
  }
}

extension EntrySelection {
  fileprivate var wording: String {
    switch self {
    case .latest: "the most recent"
    case .first: "the earliest"
    }
  }
}

extension Counted {
  fileprivate func wording(_ count: String, _ name: (String) -> String) -> String {
    switch self {
    case .entries: count == "exactly 0" ? "none" : count
    case .days: "on \(count) different days"
    case .values(let attribute): "\(count) different values of \(name(attribute))"
    }
  }
}

extension Interval {
  /// The range of a count.
  fileprivate var count: String {
    wording(of: .number(NumberType(unit: nil, isInteger: true, minimum: nil, maximum: nil)))
  }
}

// MARK: Windows

extension RecordWindow {
  fileprivate var wording: String {
    switch self {
    case .beforeService(let range): range.wording
    case .calendarYear(yearsBefore: 0): "in the calendar year of the date of service"
    case .calendarYear(let years):
      "in the calendar year \(UnitWords.quantity(ExactDecimal(years), "a")) before that of the date of service"
    }
  }
}

extension TimeRange {
  /// For example `within 7 days before the date of service`.
  fileprivate var wording: String {
    func bound(_ bound: Interval.Bound, _ included: String, _ excluded: String) -> String {
      "\(bound.isIncluded ? included : excluded) \(length(bound.value))"
    }
    let range: String
    switch (interval.lower, interval.upper) {
    case (let lower?, let upper?) where lower == upper:
      range = "exactly \(length(lower.value))"
    case (let lower?, let upper?):
      range = "\(bound(lower, "at least", "over")) and \(bound(upper, "at most", "under"))"
    case (let lower?, nil): range = bound(lower, "at least", "over")
    case (nil, let upper?): range = bound(upper, "within", "under")
    case (nil, nil): range = "at any time"
    }
    return "\(range) before the date of service"
  }

  private func length(_ length: ExactDecimal) -> String {
    switch unit {
    case .calendar(let unit): unit.wording(ofLength: length)
    case .fullMonths: "\(length) full month\(length == ExactDecimal(1) ? "" : "s")"
    }
  }
}
