internal import DecisionTable
internal import Diagnostics
internal import PolicySources

extension Acceptable {
  /// Where an exception tests the most recent or the earliest entry, the author says what holds where
  /// there is none.
  static let unstatedAbsence = Acceptable(kind: .unstatedAbsence) { file, _, _ in
    file.source.statements.flatMap(\.criterion.excludedTests).compactMap { id, test in
      guard let selected = test.values.lazy.compactMap(\.selection).first else { return nil }
      return (
        id,
        Diagnostic(
          .unstatedAbsence,
          "the exception does not apply where `\(test.fact.value)` does not have an entry to test",
          at: selected.span,
          help:
            "if that is meant, write `accept: [{warning: unstated-absence, of: [\(id)], because: …}]`; if it is not, require such an entry as well"
        )
      )
    }
  }
}

extension TestValueSource {
  /// A test of the most recent or the earliest entry.
  fileprivate var selection: RecordTestSource? {
    guard case .records(let test) = self, case .selected = test.measure else { return nil }
    return test
  }
}

extension DiagnosticKind {
  static let unstatedAbsence = DiagnosticKind(
    "unstated-absence", .warning,
    why: """
      The most recent of no entries does not have a value, so a test of it is false. Under `unless` or
      `none_of`, that meets the criterion: without any entry, the exception does not apply. Policies
      seldom say whether they mean that, and the page prints it.
      """,
    before: "unless: [{hemoglobin: {latest: {value: {over: 12}}}}]",
    after: "require: [{hemoglobin: {latest: {value: {at_most: 12}}}}]")
}
