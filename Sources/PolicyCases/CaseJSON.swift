internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
package import JSONShapes
package import JSONText
internal import PolicyModel

/// Runs of cases with the coverage that was asked for: what `policyc test --format json` prints.
package struct CaseReport: Sendable {
  /// The run of one policy's cases, and what they show of each revision; nil where nobody asked.
  fileprivate struct PolicyRun: Sendable {
    let run: CaseRun
    let coverage: [RevisionCoverage]?
  }

  fileprivate let runs: [PolicyRun]

  /// - Parameter coverage: by the id of the policy.
  package init(_ runs: [CaseRun], coverage: [String: [RevisionCoverage]]) {
    self.runs = runs.map { PolicyRun(run: $0, coverage: coverage[$0.policy.id]) }
  }

  package var json: JSON { JSONShape<CaseReport>.caseRun.json(self) }
}

extension PublishedSchema {
  package static let caseRun = PublishedSchema(
    "case-run", title: "Worked cases run, and what they show",
    JSONShape<CaseReport>.caseRun.schema)
}

extension JSONShape<CaseReport> {
  fileprivate static let caseRun = JSONShape.object(
    .required("policies", .list(of: .policyRun), \.runs))
}

extension JSONShape<CaseReport.PolicyRun> {
  fileprivate static let policyRun = JSONShape.object(
    .required("policy", .text, \.run.policy.id),
    .required("trials", .list(of: .trial), \.run.trials),
    .optional("coverage", .list(of: .coverage, atLeast: 1), \.coverage))
}

extension JSONShape<CaseRun.Trial> {
  fileprivate static let trial = JSONShape.object(
    .required("case", .text, \.name), .required("revision", .revision, \.revision.id),
    .required("passed", .flag, \.isPassed),
    .required("differences", .list(of: .caseDifference), \.differences),
    .required("reasons", .list(of: .text)) { $0.reasons.map(\.clause) })
}

extension JSONShape<CaseDifference> {
  fileprivate static let caseDifference = JSONShape.object(
    .required("aspect", .word, \.aspect), .required("expected", .text, \.expected),
    .required("found", .text, \.found))
}

// MARK: Coverage

extension JSONShape<RevisionCoverage> {
  fileprivate static let coverage = JSONShape.object(
    .required("revision", .revision, \.revision.id),
    .required("goals", .count(), \.goals.goals.count),
    .required("shown", .count(), \.shown.count),
    .required("impossible", .count(), \.impossible.count),
    .required("parts", .list(of: .coveredPart, atLeast: 1)) { coverage in
      let goals = Dictionary(grouping: coverage.goals.goals.indices) {
        coverage.goals.goals[$0].part
      }
      return coverage.goals.parts.map { part in
        CoveredPart(coverage: coverage, part: part, goals: goals[part] ?? [])
      }
    })
}

/// A part of the criteria with its goals, each by its index.
private struct CoveredPart: Sendable {
  let coverage: RevisionCoverage
  let part: Int
  let goals: [Int]

  var tree: CriteriaTree { coverage.goals.tree }
}

extension JSONShape<CoveredPart> {
  fileprivate static let coveredPart = JSONShape.object(
    .required("label", .text) { $0.coverage.goals.label(of: $0.part) },
    .optional("id", .name) { $0.tree.criterion(of: $0.part)?.id },
    .optional("test", .text) { covered in
      covered.tree.test(of: covered.part).map { covered.coverage.goals.decider.table.printed($0) }
    },
    .required("goals", .list(of: .goal, atLeast: 1)) { covered in
      covered.goals.map { CoveredGoal(coverage: covered.coverage, index: $0) }
    })
}

private struct CoveredGoal: Sendable {
  let coverage: RevisionCoverage
  let index: Int

  var goal: CoverageGoal { coverage.goals.goals[index] }
}

extension JSONShape<CoveredGoal> {
  fileprivate static let goal = JSONShape.object(
    .required("goal", .word, \.goal.kind.name),
    .required("of", .text) { $0.coverage.goals.text(of: $0.goal.kind, in: $0.goal.part) },
    .required("state", .word) { $0.coverage.state(of: $0.index) })
}
