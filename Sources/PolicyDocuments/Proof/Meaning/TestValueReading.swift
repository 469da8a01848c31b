internal import DecisionTable
internal import Values

extension UnaryTest {
  /// Reads `conditions: hepatitis_c or hepatitis_b`; nil for text that is not a test of these facts.
  ///
  /// - Parameter isExcluded: whether the test must fail. A test that is false where there is no entry
  ///   then has to say so.
  init?(printed text: String, of facts: [Fact], isExcluded: Bool) {
    // Names do not contain spaces.
    guard let (id, words) = text.around(": "), let fact = facts.first(where: { $0.id == id }) else {
      return nil
    }
    guard case .records(let type) = fact.type else {
      let values = words.outsideParentheses(" or ").map { TestValue(printed: $0, of: fact) }
      guard !values.contains(nil) else { return nil }
      self.init(fact: id, values: values.compactMap(\.self))
      return
    }
    let note = " (does not apply where there is none)"
    let saysAbsence = words.hasSuffix(note)
    let tests = (saysAbsence ? String(words.dropLast(note.count)) : words)
      .outsideParentheses("; or ").compactMap { RecordTest(printed: $0, of: type) }
    let readsEntry = tests.contains { test in
      if case .count = test.measure { false } else { true }
    }
    guard tests.count == words.outsideParentheses("; or ").count,
      saysAbsence == (isExcluded && readsEntry)
    else { return nil }
    self.init(fact: id, values: tests.map { .records($0) })
  }
}

extension TestValue {
  /// Reads one value of a fact that is not a list of entries.
  init?(printed word: String, of fact: Fact) {
    switch fact.type {
    case .boolean:
      guard word == "true" || word == "false" else { return nil }
      self = .boolean(word == "true")
    case .code:
      guard let code = try? Code(word) else { return nil }
      self = .code(code)
    case .choice(let words):
      guard words.contains(word) else { return nil }
      self = .word(word)
    case .set(_, let terms):
      guard terms.contains(where: { $0.id == word }) else { return nil }
      self = .word(word)
    case .number, .date, .duration:
      guard let range = Interval(printed: word, of: fact.type) else { return nil }
      self = .range(range)
    case .records: return nil
    }
  }
}
