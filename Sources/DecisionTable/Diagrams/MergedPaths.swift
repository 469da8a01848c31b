extension PartialFunction {
  /// Paths to the same end that differ in one variable alone, as one: fewer rows, which exclude each
  /// other and cover everything as the paths do. Nil where there are more paths than so many.
  ///
  /// Paths of a diagram must tell apart what is asked early even where only what is asked late
  /// matters; so merging goes from the last variable to the first, until nothing merges any more.
  package func mergedPaths(atMost most: Int) -> [Path]? {
    guard let paths = paths(atMost: most) else { return nil }
    let variables = Set(paths.flatMap { $0.conditions.map(\.variable) }).sorted()
    let column = Dictionary(uniqueKeysWithValues: variables.enumerated().map { ($1, $0) })
    var rows = paths.map { path in
      var row = Row(conditions: Array(repeating: nil, count: variables.count), end: path.end)
      for condition in path.conditions {
        guard let place = column[condition.variable] else { continue }
        row.conditions[place] = condition
      }
      return row
    }
    var hasMerged = true
    while hasMerged {
      hasMerged = false
      for place in variables.indices.reversed() {
        let merged = PartialFunction.merge(rows, at: place, values: values(of: variables[place]))
        if merged.count < rows.count { hasMerged = true }
        rows = merged
      }
    }
    return rows.map { Path(conditions: $0.conditions.compactMap(\.self), end: $0.end) }
  }

  /// By place of the variable; nil is anything.
  private struct Row: Hashable {
    var conditions: [Condition?]
    let end: End
  }

  /// How many cells a variable has, and whether unknown is one more.
  private func values(of variable: Int) -> Int {
    nodes.first { $0.variable == variable }?.edges.reduce(1) { $0 + $1.cells.count } ?? 0
  }

  /// - Parameter values: the cells and unknown: as many are anything.
  private static func merge(_ rows: [Row], at place: Int, values: Int) -> [Row] {
    var merged: [Row] = []
    var placeOfRest: [Row: Int] = [:]
    for row in rows {
      var rest = row
      rest.conditions[place] = nil
      guard let condition = row.conditions[place], let known = placeOfRest[rest],
        let other = merged[known].conditions[place]
      else {
        // What asks nothing here excludes every row with the same rest.
        if row.conditions[place] != nil { placeOfRest[rest] = merged.count }
        merged.append(row)
        continue
      }
      let cells = (condition.cells + other.cells).sorted()
      let includesUnknown = condition.includesUnknown || other.includesUnknown
      merged[known].conditions[place] =
        cells.count + (includesUnknown ? 1 : 0) == values
        ? nil
        : Condition(
          variable: condition.variable, cells: cells, includesUnknown: includesUnknown)
    }
    return merged
  }
}
