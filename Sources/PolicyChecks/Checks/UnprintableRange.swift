internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Check {
  /// `{fact}` in the text of a criterion names one range that the criterion requires.
  static let unprintableRange = Check.ofRevision { file, _, tree in
    let facts = Dictionary(file.source.facts.map { ($0.id.value, $0) }) { first, _ in first }
    return file.source.criteria.flatMap { criterion -> [Diagnostic] in
      let named = criterion.text.value.rangeFacts
      guard !named.isEmpty else { return [] }
      let tests = Dictionary(grouping: criterion.testsWithin, by: \.test.fact.value)
      return named.compactMap { id -> Diagnostic? in
        let found = tree.text(at: file.path)?.span(of: "{\(id)}", in: criterion.text.span)
        return finding(for: id, at: found ?? criterion.text.span, tests, facts)
      }
    }
  }

  private static func finding(
    for id: String, at span: Span, _ tests: [String: [TestOccurrence]],
    _ facts: [String: FactSource]
  ) -> Diagnostic? {
    guard let own = tests[id], let fact = facts[id] else {
      let printable = tests.keys.filter { facts[$0]?.hasRange == true }.sorted()
      return Diagnostic(
        .unprintableRange, "the criterion does not test `\(id)`", at: span,
        help: suggestion(for: id, among: printable).map { "\($0) in the braces" }
          ?? "write the range in words, or test the fact")
    }
    guard fact.hasRange else {
      return Diagnostic(
        .unprintableRange, "`\(id)` is \(fact.kind.phrase), which does not have a range", at: span,
        help: "write the value in words")
    }
    guard Set(own.map(\.test.written)).count == 1 else {
      return Diagnostic(
        .unprintableRange, "the criterion tests `\(id)` in several ways", at: span,
        notes: own.prefix(2).map { .init("one test is here", at: .init($0.test.fact.span)) },
        help: "print each range in the text of its own criterion")
    }
    // The text would state the excluded range as if it were required.
    if let excluded = own.first(where: \.isExcluded) {
      return Diagnostic(
        .unprintableRange, "the criterion excludes the range of `\(id)` that this would print",
        at: span, notes: [.init("the range is excluded here", at: .init(excluded.test.fact.span))],
        help:
          "write the range in words, or print it in the text of a separate criterion under `none_of`"
      )
    }
    return nil
  }
}

extension FactSource {
  /// Whether tests of the fact are ranges.
  var hasRange: Bool {
    switch kind {
    case .number, .integer, .date, .duration: true
    case .boolean, .code, .choice, .set: false
    }
  }
}

extension TestSource {
  /// The values as they are written, to distinguish tests of the same fact.
  fileprivate var written: [String] {
    values.map { value in
      switch value {
      case .text(let text): text.value
      case .range(let bounds, _):
        bounds.map { "\($0.key.value.rawValue): \($0.quantity.value)" }.joined(separator: ", ")
      }
    }
  }
}
