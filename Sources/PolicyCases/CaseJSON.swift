internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
package import JSONText
internal import PolicyModel

/// A run as machines read it; `case-run.schema.json` describes it.
extension CaseRun {
  package var json: JSON {
    [
      "policy": .string(policy.id),
      "trials": .array(
        trials.map { trial in
          [
            "case": .string(trial.name), "revision": .string(trial.revision.id),
            "passed": .boolean(trial.isPassed),
            "differences": .array(
              trial.differences.map { difference in
                [
                  "aspect": .string(difference.aspect.rawValue),
                  "expected": .string(difference.expected), "found": .string(difference.found),
                ]
              }),
            "reasons": .array(trial.reasons.map { .string($0.text) }),
          ]
        }),
    ]
  }
}

extension RevisionCoverage {
  package var json: JSON {
    let byPart = Dictionary(grouping: goals.goals.indices) { goals.goals[$0].part }
    return [
      "revision": .string(revision.id), "goals": JSON(goals.goals.count),
      "shown": JSON(shown.count), "impossible": JSON(impossible.count),
      "parts": .array(
        goals.parts.map { part in
          .object([
            "label": .string(goals.label(of: part)),
            "id": goals.tree.criterion(of: part).map { .string($0.id) },
            "test": goals.tree.test(of: part).map { .string(goals.decider.table.printed($0)) },
            "goals": .array(
              (byPart[part] ?? []).map { index in
                let goal = goals.goals[index]
                return [
                  "goal": .string(goal.kind.name.rawValue),
                  "of": .string(goals.text(of: goal.kind, in: part)),
                  "state": .string(state(of: index).rawValue),
                ]
              }),
          ])
        }),
    ]
  }
}

extension JSON {
  fileprivate init(_ count: Int) { self = .number(String(count)) }
}
