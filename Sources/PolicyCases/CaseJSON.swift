internal import DecisionTable
package import JSONText
internal import PolicyModel

/// A run as machines read it.
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
            "reasons": .array(trial.reasons.map(JSON.string)),
          ]
        }),
    ]
  }
}

extension RevisionCoverage {
  package var json: JSON {
    let places = Dictionary(grouping: goals.goals.indices) { goals.goals[$0].part }
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
              (places[part] ?? []).map { place in
                let goal = goals.goals[place]
                return [
                  "goal": .string(goal.kind.name),
                  "of": .string(goals.words(of: goal.kind, in: part)),
                  "state": .string(
                    shown.contains(place)
                      ? "shown" : impossible.contains(place) ? "impossible" : "missing"),
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

extension CoverageGoal.Kind {
  /// Kebab-case, for machines.
  fileprivate var name: String {
    switch self {
    case .met: "met"
    case .notMet: "not-met"
    case .unknown: "unknown"
    case .decidesMet: "decides-met"
    case .decidesNotMet: "decides-not-met"
    case .value: "value"
    case .bound: "bound"
    }
  }
}
