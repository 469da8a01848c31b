internal import Diagnostics
internal import PolicySources

extension Check {
  /// A reference leads to a criterion, and not back to itself.
  static let unknownCriterion = Check.ofRevision(
    .unknownCriterion, .criterionCycle, .excessiveReferences
  ) { file, _, _ in
    let criteria = Dictionary(file.source.criteria.map { ($0.id.value, $0) }) { first, _ in first }
    let references = file.source.scope.references + file.source.criteria.flatMap(\.ownReferences)
    let unknown = references.filter { criteria[$0.value] == nil }
    guard unknown.isEmpty else {
      return findings(at: unknown, \.span) { id in
        Diagnostic(
          .unknownCriterion, "there is no criterion `\(id.value)`", at: id.span,
          help: suggestion(for: id.value, among: criteria.keys.sorted())
            ?? "write the id of a criterion of this revision")
      }
    }
    var walk = ReferenceWalk(criteria: criteria)
    for criterion in file.source.criteria { _ = walk.testCount(of: criterion) }
    for id in file.source.scope.references { walk.follow(id) }
    return walk.findings
  }
}

/// Goes through criteria and what they refer to, each once.
private struct ReferenceWalk {
  let criteria: [String: CriterionSource]
  private(set) var findings: [Diagnostic] = []
  private var counts: [String: Int] = [:]
  private var open: [String] = []

  init(criteria: [String: CriterionSource]) { self.criteria = criteria }

  private static let mostTests = 10_000
  private static let deepest = 64

  /// How many tests a criterion has where references are written out.
  mutating func testCount(of criterion: CriterionSource) -> Int {
    if let count = counts[criterion.id.value] { return count }
    open.append(criterion.id.value)
    var count = criterion.ownTests.count
    if case .group(_, let members) = criterion.rule {
      for member in members { count += testCount(of: member) }
    }
    for id in criterion.ownReferences { count += follow(id) }
    open.removeLast()
    count = min(count, ReferenceWalk.mostTests + 1)
    counts[criterion.id.value] = count
    return count
  }

  @discardableResult
  mutating func follow(_ id: Located<String>) -> Int {
    guard let criterion = criteria[id.value] else { return 0 }
    if let start = open.firstIndex(of: id.value) {
      let circle = (open[start...] + [id.value]).map { "`\($0)`" }.joined(separator: ", ")
      findings.append(
        Diagnostic(
          .criterionCycle, "the criterion `\(id.value)` refers to itself", at: id.span,
          label: "leads through \(circle)",
          notes: [.init("the criterion stands here", at: .init(criterion.id.span))],
          help: "refer to a criterion outside of it"))
      return 0
    }
    let count = open.count < ReferenceWalk.deepest ? testCount(of: criterion) : .max
    if count > ReferenceWalk.mostTests, findings.isEmpty {
      findings.append(
        Diagnostic(
          .excessiveReferences,
          "the references grow beyond \(ReferenceWalk.mostTests) tests or \(ReferenceWalk.deepest) levels",
          at: id.span, help: "refer to fewer criteria, or to smaller ones"))
    }
    return min(count, ReferenceWalk.mostTests + 1)
  }
}

extension DiagnosticKind {
  static let unknownCriterion = DiagnosticKind(
    "unknown-criterion",
    why: """
      A case, or a criterion that refers to another, names a criterion of the revision by its id,
      which stays when labels move. A criterion that the revision lacks can never be met there.
      """,
    before:
      "- {id: eligible, …}\n- {id: renewal, text: Still eligible, when: {criterion: elligible}}",
    after: "- {id: eligible, …}\n- {id: renewal, text: Still eligible, when: {criterion: eligible}}"
  )

  static let criterionCycle = DiagnosticKind(
    "criterion-cycle",
    why: "A criterion that is met where it is met says nothing: it could be true or false alike.",
    before:
      "- {id: one, text: One, when: {criterion: two}}\n- {id: two, text: Two, when: {criterion: one}}",
    after:
      "- {id: one, text: One, when: {criterion: two}}\n- {id: two, text: Two, when: {suspected: true}}"
  )

  static let excessiveReferences = DiagnosticKind(
    "excessive-references",
    why: """
      Where a criterion refers to another, all tests of that one are tested again. References to
      references double them each time, so that a short file could ask for more than any machine
      has.
      """,
    before:
      "- all_of: [{when: {criterion: b}}, {when: {criterion: b}}]     (and b so with c, c with d, …)",
    after: "- {id: a, text: As b, when: {criterion: b}}")
}
