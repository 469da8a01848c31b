package import DecisionTable
package import Diagnostics
package import Values

/// Why what a case states is not a value of the fact.
package enum StatedValueMismatch: Error, Sendable {
  /// The value is written in a form that the type of the fact does not have.
  case mistyped(Span)
  case badCode(CodeError, Span)
  case badNumber(message: String, help: String, Span)
  case unknownAttribute(String, known: [String], Span)
}

extension FactValue {
  /// Resolves what a case states. Checks and resolving share this function, so they cannot disagree.
  ///
  /// Words, units and bounds are compared with the declaration when facts are set, as they are for
  /// requests.
  package init(_ stated: StatedValue, of fact: Fact) throws(StatedValueMismatch) {
    switch (fact.type, stated.form) {
    case (.boolean, .scalar("true")): self = .boolean(true)
    case (.boolean, .scalar("false")): self = .boolean(false)
    case (.code, .scalar(let text)): self = .code(try Code(text, at: stated.span))
    case (.choice, .scalar(let word)): self = .choice(word)
    case (.set, .list(let written)): self = .set(try members(written))
    case (.set, .partial(let present, let absent)):
      self = .partialSet(present: try members(present), absent: try members(absent))
    case (.number, .scalar(let digits)):
      self = .quantity(try ExactDecimal(digits, at: stated.span), unit: nil)
    case (.number, .quantity(let value, let unit)):
      self = .quantity(try ExactDecimal(value.value, at: value.span), unit: unit.value)
    case (.duration, .quantity(let value, let unit)):
      self = .quantity(try ExactDecimal(value.value, at: value.span), unit: unit.value)
    case (.duration, .scalar(let text)):
      // A year alone is a number of units.
      if let day = CalendarDate(text) {
        self = .date(day)
      } else if let period = CalendarPeriod(text), period.month != nil {
        self = .days(from: period.first, until: period.last)
      } else {
        self = .quantity(try ExactDecimal(text, at: stated.span), unit: nil)
      }
    case (.date, .scalar(let text)):
      if let day = CalendarDate(text) {
        self = .date(day)
      } else if let period = CalendarPeriod(text) {
        self = .days(from: period.first, until: period.last)
      } else {
        throw .mistyped(stated.span)
      }
    case (.number, .range(let bounds, let unit)), (.duration, .range(let bounds, let unit)):
      var ends = StatedRange<Interval.Bound>()
      for bound in bounds {
        let number = try ExactDecimal(bound.text.value, at: bound.text.span)
        let key = bound.key.value
        _ = ends.add(.init(number, isIncluded: key.isIncluded), isLower: key.isLower)
      }
      self = .range(Interval(lower: ends.lower, upper: ends.upper), unit: unit?.value)
    case (.date, .days(let bounds)), (.duration, .days(let bounds)):
      var ends = StatedRange<CalendarDate>()
      for bound in bounds {
        guard let day = CalendarDate(bound.text.value).flatMap(bound.key.value.end) else {
          throw .mistyped(bound.text.span)
        }
        _ = ends.add(day, isLower: bound.key.value.isLower)
      }
      self = .days(from: ends.lower, until: ends.upper)
    case (.choice, .alternatives(let written, let areExcluded)):
      let values = written.map { Alternative.choice($0.value) }
      self = areExcluded ? .noneOf(values) : .oneOf(values)
    case (.code, .alternatives(let written, let areExcluded)):
      var values: [Alternative] = []
      for code in written { values.append(.code(try Code(code.value, at: code.span))) }
      self = areExcluded ? .noneOf(values) : .oneOf(values)
    case (.records, .list(let written)) where written.isEmpty: self = .records(RecordList([]))
    case (.records, .partial(let present, let absent)) where present.isEmpty && absent.isEmpty:
      self = .records(RecordList([], completeness: .open))
    case (.records(let type), .entries(let stated, let completeness)):
      var entries: [RecordEntry] = []
      for entry in stated { entries.append(try RecordEntry(entry, of: type)) }
      self = .records(RecordList(entries, completeness: completeness))
    default: throw .mistyped(stated.span)
    }
  }
}

private func members(_ written: [Located<String>]) throws(StatedValueMismatch) -> [SetMember] {
  var members: [SetMember] = []
  for member in written {
    members.append(
      member.value.contains(":")
        ? .code(try Code(member.value, at: member.span)) : .term(member.value))
  }
  return members
}

extension Code {
  fileprivate init(_ text: String, at span: Span) throws(StatedValueMismatch) {
    do throws(CodeError) {
      try self.init(text)
    } catch {
      throw .badCode(error, span)
    }
  }
}

extension ExactDecimal {
  fileprivate init(_ digits: String, at span: Span) throws(StatedValueMismatch) {
    do throws(NumberProblem) {
      try self.init(written: digits)
    } catch {
      throw .badNumber(message: error.message(digits), help: error.help, span)
    }
  }
}
