internal import DecisionTable
internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Check {
  /// The tests of each list can be compiled, those of one revision and those of two that are compared.
  static let tooManyCombinations = Check.ofTable(.tooManyCombinations) {
    revision, before, file, tree in
    let limits = revision.table.recordLimits
    let findings = limits.map { fact, test, limit in
      Diagnostic(
        .tooManyCombinations, "the tests of `\(fact.id)` cannot be compiled: \(limit.reason)",
        at: file.source.span(of: test, fact, in: tree),
        label: "the tests before this one can be",
        help: "test fewer windows, attributes or counts of `\(fact.id)`, or lower the counts")
    }
    guard findings.isEmpty, let before else { return findings }
    return revision.table.recordLimits(comparedWith: before.table).map { fact, limit in
      Diagnostic(
        .tooManyCombinations,
        "the tests of `\(fact)` cannot be compared with those of \(before.date): \(limit.reason)",
        at: file.source.facts.first { $0.id.value == fact }?.id.span ?? file.source.revision.span,
        help: "give the fact a new name in this revision")
    }
  }
}

extension RevisionSource {
  /// Where a test of a list is written first.
  fileprivate func span(of test: RecordTest, _ fact: Fact, in tree: SourceTree) -> Span {
    guard let declared = facts.first(where: { $0.id.value == fact.id }) else {
      return revision.span
    }
    let values = tests.filter { $0.fact.value == fact.id }.flatMap(\.values)
    let written = values.first { value in
      (try? TestValue(value, of: declared, in: tree)) == .records(test)
    }
    return written?.span ?? declared.id.span
  }
}

extension DiagnosticKind {
  static let tooManyCombinations = DiagnosticKind(
    "too-many-combinations",
    why: """
      Tests of one list depend on one another: two readings over 9 are two over 8. The compiler finds
      every combination of outcomes that some list can have, up to \(RecordCells.mostCells) for each
      fact. Beyond that, a policy would take too long to compile and its answers too long to prove.
      """,
    before:
      "visits: {count: {at_least: 40}, within: 1 year}, and at_least: 41, 42, … in other windows",
    after: "visits: {count: {at_least: 4}, within: 1 year}")
}
