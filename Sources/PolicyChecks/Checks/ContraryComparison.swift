internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources
internal import Values

extension Acceptable {
  /// A comparison in the text of a criterion is the comparison that the criterion tests.
  static let contraryComparison = Acceptable(kind: .contraryComparison) { file, _, tree in
    let facts = Dictionary(file.source.facts.map { ($0.id.value, $0) }) { first, _ in first }
    let texts = file.source.criteria.flatMap { criterion in
      criterion.wordedTests.map { (criterion: criterion, worded: $0) }
    }
    return texts.compactMap { criterion, worded -> (name: String, finding: Diagnostic)? in
      let stated = StatedNumber.all(in: worded.text.value.plainText)
      guard stated.contains(where: { $0.comparison != nil }) else { return nil }
      let tested =
        worded.testedComparisons(facts) + (worded.path == nil ? criterion.testedCounts : [])
      for number in stated {
        guard let comparison = number.comparison else { continue }
        let candidates = tested.filter { $0.value == number.value }
        guard let first = candidates.first,
          !candidates.contains(where: {
            $0.agrees(with: comparison)
              || number.mayBeReversed && $0.agrees(with: comparison.complement)
          })
        else { continue }
        let span =
          tree.text(at: file.path)?.span(of: number.phrase, in: worded.text.span)
          ?? worded.text.span
        return (
          criterion.id.value,
          Diagnostic(
            .contraryComparison,
            "the text says `\(number.phrase)`, and `\(criterion.id.value)` \(first.isExcluded ? "excludes" : "tests") `\(first.written)`",
            at: span, notes: first.span.map { [.init("the test is here", at: .init($0))] } ?? [],
            help: "correct the text or the test; `{fact}` prints what is tested")
        )
      }
      return nil
    }
  }
}

/// A comparison with a number that a criterion tests.
private struct TestedComparison {
  let value: ExactDecimal
  /// Nil if the test is for exactly this value.
  let comparison: Comparison?
  let isExcluded: Bool
  /// The bound as it is written.
  let written: String
  let span: Span?

  /// Whether a text may state the comparison so. Text about an excluded range can state either what
  /// is excluded or what is required.
  func agrees(with stated: Comparison) -> Bool {
    comparison == stated || isExcluded && comparison == stated.complement
  }
}

extension WordedTests {
  fileprivate func testedComparisons(_ facts: [String: FactSource]) -> [TestedComparison] {
    tests.flatMap { occurrence -> [TestedComparison] in
      switch facts[occurrence.test.fact.value]?.kind {
      case .number, .integer, .duration: occurrence.comparisons
      case .date, .boolean, .code, .choice, .set, .records, nil: []
      }
    }
  }
}

extension CriterionSource {
  /// The counts that the groups of the criterion and below it require.
  fileprivate var testedCounts: [TestedComparison] {
    all.compactMap { criterion -> TestedComparison? in
      guard case .group(.atLeast(let count), _) = criterion.rule else { return nil }
      return TestedComparison(
        value: ExactDecimal(count), comparison: .atLeast, isExcluded: false,
        written: "at_least: \(count)", span: nil)
    }
  }
}

extension TestOccurrence {
  fileprivate var comparisons: [TestedComparison] {
    test.values.flatMap { value -> [TestedComparison] in
      switch value {
      case .text(let text):
        // Several values can be the values of a range, one by one.
        guard test.values.count == 1, let number = leadingNumber(text.value) else { return [] }
        return [
          TestedComparison(
            value: number, comparison: nil, isExcluded: isExcluded, written: text.value,
            span: text.span)
        ]
      case .range(let bounds, _):
        return bounds.compactMap { bound in
          guard let number = leadingNumber(bound.quantity.value) else { return nil }
          return TestedComparison(
            value: number, comparison: bound.key.value.comparison, isExcluded: isExcluded,
            written: "\(bound.key.value.rawValue): \(bound.quantity.value)",
            span: bound.quantity.span)
        }
      case .records: return []
      }
    }
  }

  private func leadingNumber(_ text: String) -> ExactDecimal? {
    ExactDecimal(String(text.prefix { $0.isNumber || $0 == "." || $0 == "-" }))
  }
}

extension BoundKey {
  fileprivate var comparison: Comparison {
    switch self {
    case .atLeast, .from: .atLeast
    case .over, .after: .over
    case .atMost, .within, .until: .atMost
    case .under, .before: .under
    }
  }
}

extension DiagnosticKind {
  static let contraryComparison = DiagnosticKind(
    "contrary-comparison", .warning,
    why: """
      People read the text, and machines decide by the test: if the text says "at least 18" and the
      test says `at_most: 18` or `over: 18`, one of them is wrong. `{age}` in the text prints the
      range that is tested.
      """,
    before: "- {id: age, text: Age at least 18 years, when: {age: {over: 18}}}",
    after: "- {id: age, text: Age at least 18 years, when: {age: {at_least: 18}}}")
}
