package import DecisionTable
internal import Values

extension Fact {
  /// The name of the fact in documents: its label, or else its id in words.
  package var name: String {
    if let label { return label }
    let words = id.inWords
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// A value of a choice, or a term of a set: its label, or else its name in words.
  package func wording(of word: String) -> String {
    if case .set(_, let terms) = type, let term = terms.first(where: { $0.id == word }) {
      return term.label
    }
    return valueLabels[word] ?? word.inWords
  }
}

extension Fact {
  /// What a request states of the fact, in words: `Purpose: liver iron`.
  package func wording(stating value: FactValue) -> String { "\(name): \(words(of: value))" }

  private func words(of value: FactValue) -> String {
    switch value {
    case .boolean(let value): value ? "yes" : "no"
    case .code(let code): "\(code.system.rawValue) \(code.value)"
    case .choice(let word): wording(of: word)
    case .set(let members): list(members)
    case .partialSet(let present, let absent):
      [present.isEmpty ? nil : list(present), absent.isEmpty ? nil : "not \(list(absent))"]
        .compactMap(\.self).joined(separator: "; ")
    case .date(let day): day.description
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
      case .code(let code): "\(code.system.rawValue) \(code.value)"
      }
    }.joined(separator: ", ")
  }
}

extension String {
  /// `low_dose` as `low dose`.
  fileprivate var inWords: String { split(separator: "_").joined(separator: " ") }
}
