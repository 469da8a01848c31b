internal import Diagnostics
internal import MessageText
internal import PolicyModel
internal import PolicySources

extension Check {
  /// `{fact}` in the text of a criterion names one range that the criterion requires.
  static let unprintableRange = Check.ofRevision { file, _, tree in
    let facts = Dictionary(file.source.facts.map { ($0.id.value, $0) }) { first, _ in first }
    return file.source.criteria.flatMap(\.wordedTests).flatMap { worded -> [Diagnostic] in
      let named = worded.text.value.rangeFacts
      guard !named.isEmpty else { return [] }
      let tests = Dictionary(grouping: worded.tests, by: \.test.fact.value)
      return named.compactMap { id -> Diagnostic? in
        let found =
          tree.text(at: file.path)?.span(of: "{\(id)}", in: worded.text.span) ?? worded.text.span
        return finding(for: id, at: found, tests, facts)
          ?? repetition(of: id, at: found, tests, facts, in: worded.text.value, tree)
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

extension Check {
  /// The finding for a text that repeats words of the range next to it, such as `at least {age}` or
  /// `{last_study} ago`, or compares it once more, as in `over {age}`.
  private static func repetition(
    of id: String, at span: Span, _ tests: [String: [TestOccurrence]],
    _ facts: [String: FactSource], in text: Prose, _ tree: SourceTree
  ) -> Diagnostic? {
    guard let test = tests[id]?.first?.test, let fact = facts[id],
      let range = test.printedRange(of: fact, in: tree)
    else { return nil }
    let words = range.split(separator: " ").map(String.init)
    let printed = text.printing { $0 == id ? "{\(id)}" : "…" }.plainText
    let sides = printed.split(
      separator: "{\(id)}", maxSplits: 1, omittingEmptySubsequences: false)
    let before = sides[0].split(separator: " ").map { $0.lowercased() }
    let after = (sides.dropFirst().first ?? "").split(whereSeparator: { !$0.isLetter })
      .map { $0.lowercased() }
    let isFollowedByAgo = fact.kind == .duration && after.first == "ago"
    let repeated =
      isFollowedByAgo
      ? ["ago"]
      : longest(words.count, beginning: words, ending: before)
        ?? longest(words.count, beginning: after, ending: words)
        ?? comparison(of: words, after: before)
    guard let said = repeated?.joined(separator: " ") else { return nil }
    return Diagnostic(
      .unprintableRange, "`{\(id)}` prints `\(range)`, and the text says `\(said)` as well",
      at: span, help: "remove `\(said)` from the text")
  }

  /// The most words with which one list begins and the other ends.
  private static func longest(_ most: Int, beginning: [String], ending: [String]) -> [String]? {
    stride(from: most, to: 0, by: -1).lazy.map { Array(beginning.prefix($0)) }
      .first { !$0.isEmpty && Array(ending.suffix($0.count)) == $0 }
  }

  /// The comparison after which a range that begins with one is printed.
  private static func comparison(of range: [String], after text: [String]) -> [String]? {
    guard comparisons.contains(where: { range.starts(with: $0) }) else { return nil }
    return comparisons.first { Array(text.suffix($0.count)) == $0 }
  }

  /// The words that begin a range or compare with what follows them.
  private static let comparisons = [
    ["at", "least"], ["at", "most"], ["more", "than"], ["less", "than"], ["fewer", "than"],
    ["up", "to"], ["over"], ["under"], ["above"], ["below"], ["within"], ["from"], ["until"],
    ["before"], ["after"],
  ]
}

extension FactSource {
  /// Whether tests of the fact are ranges.
  var hasRange: Bool {
    switch kind {
    case .number, .integer, .date, .duration: true
    case .boolean, .code, .choice, .set, .records: false
    }
  }
}

extension TestSource {
  /// The values as they are written, to distinguish tests of the same fact.
  fileprivate var written: [String] {
    values.flatMap(\.parts).map { value in
      switch value {
      case .text(let text): text.value
      case .range(let bounds, _):
        bounds.map { "\($0.key.value.rawValue): \($0.quantity.value)" }.joined(separator: ", ")
      case .records: preconditionFailure("a test of records within another")
      }
    }
  }
}
