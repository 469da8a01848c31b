package import DecisionTable

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

extension String {
  /// `low_dose` as `low dose`.
  fileprivate var inWords: String { split(separator: "_").joined(separator: " ") }
}
