internal import DecisionTable
internal import Diagnostics
internal import MessageText
internal import PolicyModel
internal import PolicySources
internal import Values

extension Check {
  /// A case expects what a revision could answer.
  static let caseExpectation = Check.ofResolved(.conflictingExpectation) {
    policy, source in
    guard let cases = source.cases else { return [] }
    var findings = cases.cases.flatMap { worked in
      ([worked.expected] + worked.exceptions.map(\.value)).compactMap { $0.conflict }
    }
    for revision in policy.revisions.reversed() {
      let criteria = revision.table.statements.flatMap(\.criterion.withDescendants)
      for worked in cases.cases where worked.runs(at: revision, policy.names) {
        if findings.ends(before: worked.name.span) { return findings }
        let expected = worked.expected(at: revision, policy.names)
        for name in expected.criteria ?? []
        where !findings.contains(where: { $0.label.span == name.span }) {
          guard !criteria.contains(where: { $0.id == name.value }) else { continue }
          findings.append(unknown(name, at: revision, criteria, policy))
        }
        for name in expected.needs ?? []
        where !findings.contains(where: { $0.label.span == name.span }) {
          let facts = revision.table.facts.map(\.id)
          guard !facts.contains(name.value) else { continue }
          findings.append(
            Diagnostic(
              .unknownFact, "the fact `\(name.value)` is not declared", at: name.span,
              help: suggestion(for: name.value, among: facts)))
        }
      }
    }
    return findings
  }

  private static func unknown(
    _ name: Located<String>, at revision: Revision, _ criteria: [Criterion], _ policy: Policy
  ) -> Diagnostic {
    let isElsewhere = policy.revisions.contains { $0.texts.criteria[name.value] != nil }
    let help: String
    if isElsewhere {
      help = "say under `at:` what is expected at `\(revision.date)`"
    } else {
      help =
        nearestName(to: name.value, among: criteria.map(\.id)).map { "write `\($0)`" }
        ?? "write the `id:` of a criterion"
    }
    return Diagnostic(
      .unknownCriterion,
      "there is no criterion `\(name.value)`" + (isElsewhere ? " at `\(revision.date)`" : ""),
      at: name.span, help: help)
  }
}

extension ExpectationSource {
  /// The part of the expectation that contradicts another part.
  fileprivate var conflict: Diagnostic? {
    if result != .met, let first = criteria?.first {
      return Diagnostic(
        .conflictingExpectation, "an expectation of `\(result.rawValue)` cannot name criteria",
        at: first.span, help: "remove `criteria`, or expect `met`")
    }
    if result != .needsInformation, let first = needs?.first {
      return Diagnostic(
        .conflictingExpectation,
        "an expectation of `\(result.rawValue)` cannot name facts that are needed",
        at: first.span, help: "remove `needs`, or expect `needs-information`")
    }
    return nil
  }
}

extension DiagnosticKind {
  static let conflictingExpectation = DiagnosticKind(
    "conflicting-expectation",
    why: """
      An answer names criteria if its result is `met`, and needs if it is `needs-information`. An
      expectation of anything else can never be fulfilled.
      """,
    before: "expect: {result: not-met, criteria: [hepatitis_c_or_b]}",
    after: "expect: {result: met, criteria: [hepatitis_c_or_b]}")
}
