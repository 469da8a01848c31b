package import DecisionTable
internal import Values

extension Fact {
  /// What a request states of the fact, in words: `Purpose: liver iron`.
  package func wording(stating value: FactValue) -> String { "\(name): \(words(of: value))" }

  private func words(of value: FactValue) -> String {
    switch value {
    case .boolean(let value): value ? "yes" : "no"
    case .code(let code): code.wording
    case .choice(let word): wording(of: word)
    case .set(let members): list(members)
    case .partialSet(let present, let absent):
      [present.isEmpty ? nil : list(present), absent.isEmpty ? nil : "not \(list(absent))"]
        .compactMap(\.self).joined(separator: "; ")
    case .date(let day): day.description
    case .days(let first, let last):
      [first.map { "from \($0)" }, last.map { "until \($0)" }].compactMap(\.self)
        .joined(separator: " ")
    case .range(let interval, let unit): unit == nil ? interval.wording(of: type) : "\(interval)"
    case .oneOf(let alternatives): list(alternatives)
    case .noneOf(let alternatives): "not \(list(alternatives))"
    case .records(let list):
      "\(list.entries.count) \(list.entries.count == 1 ? "entry" : "entries")"
    case .quantity(let value, let unit):
      switch type {
      case .duration(let own): "\(UnitWords.quantity(value, unit ?? own.ucum)) ago"
      case .number(let number): UnitWords.quantity(value, unit ?? number.unit)
      case .boolean, .code, .choice, .set, .date, .records: value.description
      }
    }
  }

  private func list(_ members: [SetMember]) -> String {
    guard !members.isEmpty else { return "none" }
    return members.map { member in
      switch member {
      case .term(let term): wording(of: term)
      case .code(let code): code.wording
      }
    }.joined(separator: ", ")
  }

  private func list(_ alternatives: [Alternative]) -> String {
    alternatives.map { alternative in
      switch alternative {
      case .choice(let word): wording(of: word)
      case .code(let code): code.wording
      }
    }.joined(separator: " or ")
  }
}

extension Code {
  /// `CPT 76498`
  fileprivate var wording: String { "\(system.rawValue) \(value)" }
}
