internal import Diagnostics
internal import MessageText
internal import PolicySources

extension Check {
  /// A reference names a criterion, and following references does not lead back.
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

/// Visits each criterion and what it refers to once.
private struct ReferenceWalk {
  let criteria: [String: CriterionSource]
  private(set) var findings: [Diagnostic] = []
  private var counts: [String: Int] = [:]
  private var open: [String] = []

  init(criteria: [String: CriterionSource]) { self.criteria = criteria }

  private static let mostTests = 10_000
  private static let deepest = 64

  /// The number of tests of a criterion if references are replaced by what they refer to.
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
          label: "by way of \(circle)",
          notes: [.init("the criterion is here", at: .init(criterion.id.span))],
          help: "refer to a criterion that does not depend on this one"))
      return 0
    }
    let count = open.count < ReferenceWalk.deepest ? testCount(of: criterion) : .max
    if count > ReferenceWalk.mostTests, findings.isEmpty {
      findings.append(
        Diagnostic(
          .excessiveReferences,
          "the references expand to more than \(ReferenceWalk.mostTests) tests or \(ReferenceWalk.deepest) levels",
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
      which does not change when labels do. A criterion that does not exist could never be met.
      """,
    before:
      "- {id: eligible, …}\n- {id: renewal, text: Still eligible, when: {criterion: elligible}}",
    after: "- {id: eligible, …}\n- {id: renewal, text: Still eligible, when: {criterion: eligible}}"
  )

  static let criterionCycle = DiagnosticKind(
    "criterion-cycle",
    why: "A criterion that depends on itself could be true or false.",
    before:
      "- {id: one, text: One, when: {criterion: two}}\n- {id: two, text: Two, when: {criterion: one}}",
    after:
      "- {id: one, text: One, when: {criterion: two}}\n- {id: two, text: Two, when: {suspected: true}}"
  )

  static let excessiveReferences = DiagnosticKind(
    "excessive-references",
    why: """
      A reference repeats all tests of the criterion that it names. References to references can
      double them each time, so that a short file could exceed the memory of any machine.
      """,
    before:
      "- all_of: [{when: {criterion: b}}, {when: {criterion: b}}]     (and b likewise with c, c with d, …)",
    after: "- {id: a, text: As under b, when: {criterion: b}}")
}
