package import DecisionTable

extension Fact {
  /// The name of the fact in documents: its label or, if it does not have one, its id as words.
  package var name: String {
    if let label { return label }
    let words = id.inWords
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The wording of a choice value or a term: its label or, if it does not have one, its name as
  /// words.
  package func wording(of word: String) -> String {
    if case .set(_, let terms) = type, let term = terms.first(where: { $0.id == word }) {
      return term.label
    }
    return valueLabels[word] ?? word.inWords
  }
}

extension String {
  /// The name as words: `low_dose` becomes `low dose`.
  fileprivate var inWords: String { split(separator: "_").joined(separator: " ") }
}
