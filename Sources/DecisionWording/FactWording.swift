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
  /// A value that a test names, as requests name it.
  func printed(_ value: TestValue) -> String {
    switch value {
    case .boolean, .code, .word: value.text
    case .range(let interval): interval.wording(of: type)
    case .records(let test): RecordWording(self, .asInRequests).text(test)
    }
  }

  /// A value that a test names, in plain language.
  func answer(_ value: TestValue) -> String {
    switch value {
    case .boolean(let value): value ? "yes" : "no"
    case .code(let code): "\(code.system.rawValue) \(code.value)"
    case .word(let word): wording(of: word)
    case .range(let interval): interval.wording(of: type)
    case .records(let test): RecordWording(self, .inPlainLanguage).text(test)
    }
  }
}

extension String {
  /// `low_dose` as `low dose`.
  var inWords: String { split(separator: "_").joined(separator: " ") }
}
