internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel

/// Coverage as a table: a line a criterion or test, a column what cases show of it.
extension RevisionCoverage {
  package var text: String {
    let columns: [CoverageGoal.Kind] = [.met, .notMet, .unknown, .decidesMet, .decidesNotMet]
    var rows = [
      ["", "", "met", "not met", "unknown", "decides met", "decides not met", "values, bounds"]
    ]
    let places = Dictionary(grouping: goals.goals.indices) { goals.goals[$0].part }
    for part in goals.parts {
      let own = places[part] ?? []
      var row = [goals.label(of: part), goals.words(of: part).shortened(to: 48)]
      for kind in columns {
        row.append(own.first { goals.goals[$0].kind == kind }.map(mark) ?? "")
      }
      let details = own.filter { !columns.contains(goals.goals[$0].kind) }
      let shownCount = details.count { mark($0) != "NO" }
      row.append(details.isEmpty ? "" : "\(shownCount) of \(details.count)")
      rows.append(row)
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let table = rows.map { row in
      row.enumerated().map { column, cell in
        cell + String(repeating: " ", count: widths[column] - cell.count)
      }.joined(separator: "  ").trimmingEnd
    }
    let possible = goals.goals.count - impossible.count
    var lines = [
      "coverage at \(revision.date): \(possible - missing.count) of \(possible) shown"
        + (impossible.isEmpty ? "" : ", \(impossible.count) that no request can show")
    ]
    lines += table.map { "  " + $0 }.map(\.trimmingEnd)
    lines += missing.map { "  not shown: \(goals.words(of: goals.goals[$0]))" }
    lines += undecided.sorted().map { "  undecided: \(goals.words(of: goals.goals[$0]))" }
    lines += impossible.sorted().map { "  never: \(goals.words(of: goals.goals[$0]))" }
    return lines.joined(separator: "\n")
  }

  /// In words, so that nothing hangs on a colour.
  private func mark(_ goal: Int) -> String {
    switch state(of: goal) {
    case .shown: "yes"
    case .impossible: "never"
    case .undecided: "undecided"
    case .missing: "NO"
    }
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
