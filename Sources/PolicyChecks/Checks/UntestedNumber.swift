internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources
internal import Values

extension Acceptable {
  /// A number in the text of a criterion is a number that the criterion tests.
  static let untestedNumber = Acceptable(kind: .untestedNumber) { file, _, tree in
    let facts = Dictionary(file.source.facts.map { ($0.id.value, $0) }) { first, _ in first }
    let texts = file.source.criteria.flatMap { criterion in
      criterion.wordedTests.map { (id: criterion.id.value, worded: $0) }
    }
    return texts.compactMap { id, worded -> (name: String, finding: Diagnostic)? in
      let stated = StatedNumber.all(in: worded.text.value.plainText)
      guard !stated.isEmpty else { return nil }
      let tested = worded.testedNumbers(facts) { terminology, id in
        tree.terminology(terminology)?.terms.first { $0.id.value == id }?.label
      }
      let untested = stated.filter { !tested.contains($0.value) }
      guard let first = untested.first else { return nil }
      var texts: [String] = []
      for number in untested where !texts.contains(number.text) { texts.append(number.text) }
      let span =
        tree.text(at: file.path)?.span(of: first.text, in: worded.text.span) ?? worded.text.span
      return (
        id,
        Diagnostic(
          .untestedNumber,
          "the text says \(texts.joined(separator: ", ")), and no test of `\(id)` does",
          at: span,
          help:
            "correct the text or the test; `{fact}` prints what is tested; if both are right, write `accept: [{warning: untested-number, of: [\(id)], because: …}]`"
        )
      )
    }
  }
}

extension WordedTests {
  /// Every number in the tests: bounds, counts, codes, and numbers in the names of terms and in the labels of
  /// values.
  ///
  /// - Parameter label: the label of a term of a terminology.
  func testedNumbers(
    _ facts: [String: FactSource], label: (_ terminology: String, _ id: String) -> String?
  ) -> Set<ExactDecimal> {
    var numbers: Set<ExactDecimal> = []
    for test in tests.map(\.test) {
      for value in test.values {
        switch value {
        case .range(let bounds, _):
          for bound in bounds { numbers.formUnion(written(bound.quantity.value)) }
        case .text(let text):
          numbers.formUnion(written(text.value))
          if let label = facts[test.fact.value]?.valueLabels[text.value] {
            numbers.formUnion(written(label))
          }
          guard let fact = facts[test.fact.value], fact.kind == .set, let name = fact.of.first,
            let label = label(name.value, text.value)
          else { continue }
          numbers.formUnion(written(label))
        }
      }
    }
    return numbers.union(counts.map { ExactDecimal($0) })
  }

  /// The numbers in a value: all runs of digits, with their decimals.
  private func written(_ text: String) -> [ExactDecimal] {
    unsafe text.matches(of: writtenNumber).compactMap { match in
      ExactDecimal(String(match.0)) ?? Int(match.0).map { ExactDecimal($0) }
    }
  }
}

/// A run of digits, with its decimals. The pattern is compiled once. It does not contain code of
/// ours, so threads can share it.
nonisolated(unsafe) private let writtenNumber = /[0-9]+(\.[0-9]+)?/

extension DiagnosticKind {
  static let untestedNumber = DiagnosticKind(
    "untested-number", .warning,
    why: """
      People read the text, and machines decide by the test: if the text says 55 and the test says
      50, one of them is wrong. `{age}` in the text prints the range that is tested.
      """,
    before: "- {id: age, text: Age 55 to 77 years, when: {age: {at_least: 50, at_most: 77}}}",
    after: "- {id: age, text: 'Age {age}', when: {age: {at_least: 50, at_most: 77}}}")
}
