internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel

/// Coverage as a table for people, with a row for each part of the policy and a column for each
/// kind of goal, followed by the goals that are not shown.
extension RevisionCoverage {
  private static let columns: [CoverageGoal.Kind] = [
    .met, .notMet, .unknown, .decidesMet, .decidesNotMet,
  ]

  package var text: String {
    let possible = goals.goals.count - impossible.count
    var lines = [
      "coverage at \(revision.date): \(possible - missing.count) of \(possible) shown"
        + (impossible.isEmpty ? "" : ", \(impossible.count) that no request can show")
    ]
    lines += aligned(rows).map { $0.isEmpty ? "" : "  \($0)" }
    lines += missing.map { "  not shown: \(goals.text(of: goals.goals[$0]))" }
    lines += undecided.sorted().map { "  undecided: \(goals.text(of: goals.goals[$0]))" }
    lines += impossible.sorted().map { "  never: \(goals.text(of: goals.goals[$0]))" }
    return lines.joined(separator: "\n")
  }

  private var rows: [[String]] {
    let byPart = Dictionary(grouping: goals.goals.indices) { goals.goals[$0].part }
    let head = ["", "", "met", "not met", "unknown", "decides met", "decides not met"]
    return [head + ["values, bounds"]]
      + goals.parts.map { part in
        let own = byPart[part] ?? []
        let marks = RevisionCoverage.columns.map { kind in
          own.first { goals.goals[$0].kind == kind }.map(mark) ?? ""
        }
        let others = own.filter { !RevisionCoverage.columns.contains(goals.goals[$0].kind) }
        let notMissing = others.count { [.shown, .impossible].contains(state(of: $0)) }
        return [goals.label(of: part), goals.text(of: part).shortened(to: 48)] + marks
          + [others.isEmpty ? "" : "\(notMissing) of \(others.count)"]
      }
  }

  /// A word, because color alone does not reach every reader.
  private func mark(_ goal: Int) -> String {
    switch state(of: goal) {
    case .shown: "yes"
    case .impossible: "never"
    case .undecided: "undecided"
    case .missing: "NO"
    }
  }
}

/// One line for each row, with the columns two spaces apart.
private func aligned(_ rows: [[String]]) -> [String] {
  let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    var line = zip(row, widths).map { cell, width in
      cell + String(repeating: " ", count: width - cell.count)
    }.joined(separator: "  ")[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
