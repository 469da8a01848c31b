internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources
internal import Values

extension Acceptable {
  /// A number in the text of a criterion is a number that the criterion tests.
  static let untestedNumber = Acceptable(kind: .untestedNumber) { file, _, tree in
    let facts = Dictionary(file.source.facts.map { ($0.id.value, $0) }) { first, _ in first }
    return file.source.criteria.compactMap { criterion -> (name: String, finding: Diagnostic)? in
      let stated = StatedNumber.all(in: criterion.text.value.plainText)
      guard !stated.isEmpty else { return nil }
      let tested = criterion.testedNumbers(facts, in: tree)
      let untested = stated.filter { !tested.contains($0.value) }
      guard let first = untested.first else { return nil }
      var texts: [String] = []
      for number in untested where !texts.contains(number.text) { texts.append(number.text) }
      let span =
        tree.text(at: file.path)?.span(of: first.text, in: criterion.text.span)
        ?? criterion.text.span
      return (
        criterion.id.value,
        Diagnostic(
          .untestedNumber,
          "the text says \(texts.joined(separator: ", ")), and no test of `\(criterion.id.value)` does",
          at: span, help: "correct the text or the test; `{fact}` prints what is tested")
      )
    }
  }
}

extension CriterionSource {
  /// Every number in a test of this criterion or of those below it: bounds, counts, codes, and
  /// numbers in the names of terms.
  fileprivate func testedNumbers(_ facts: [String: FactSource], in tree: SourceTree) -> Set<
    ExactDecimal
  > {
    var numbers: Set<ExactDecimal> = []
    for test in testsWithin.map(\.test) {
      for value in test.values {
        switch value {
        case .range(let bounds, _):
          for bound in bounds { numbers.formUnion(written(bound.quantity.value)) }
        case .text(let text):
          numbers.formUnion(written(text.value))
          guard let fact = facts[test.fact.value], fact.kind == .set, let name = fact.of.first,
            let term = tree.terminology(name.value)?.terms.first(where: {
              $0.id.value == text.value
            })
          else { continue }
          numbers.formUnion(written(term.label))
        }
      }
    }
    for criterion in all {
      if case .group(.atLeast(let count), let members) = criterion.rule {
        numbers.formUnion([ExactDecimal(count), ExactDecimal(members.count)])
      }
      for condition in criterion.requirements + criterion.exceptions {
        numbers.formUnion(condition.counts.map { ExactDecimal($0) })
      }
    }
    return numbers
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

extension ConditionSource {
  fileprivate var counts: [Int] {
    guard case .group(let connective, let members) = self else { return [] }
    var counts = members.flatMap(\.counts)
    if case .atLeast(let count) = connective { counts.append(count) }
    return counts
  }
}

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
