package import DecisionTable
package import JSONText
internal import Values

extension PartialDecision {
  /// Partial requests of every class that some function tells apart: the answer, whether each fact
  /// is needed, whether each leaf is certain. One for each path, as cells; nil is unknown.
  ///
  /// A path that lets a variable be in one of several cells takes a different one each time, and one
  /// that does not ask a variable leaves it unknown every other time.
  ///
  /// - Returns: each once; nil where some function has more than so many paths.
  package func classes(atMost most: Int = 100_000) -> [[Int?]]? {
    var seen: Set<[Int?]> = []
    var classes: [[Int?]] = []
    func add<End>(_ function: PartialFunction<End>) -> Bool {
      guard let paths = function.paths(atMost: most) else { return false }
      for path in paths {
        let turn = classes.count
        var cells = variables.indices.map { place in
          turn % 2 == 0 ? nil : (turn / 2 + place) % variables[place].cellCount
        }
        for condition in path.conditions {
          let choices =
            condition.cells.map { $0 as Int? } + (condition.includesUnknown ? [nil] : [])
          cells[condition.variable] = choices[turn % choices.count]
        }
        if seen.insert(cells).inserted { classes.append(cells) }
      }
      return true
    }
    guard add(answer) else { return nil }
    for function in needs { guard add(function) else { return nil } }
    for leaf in leaves { guard add(leaf.certain) else { return nil } }
    return classes
  }
}

extension DecisionTable {
  /// A request with these facts, as `policyc decide` reads one; at a date of service on which its
  /// codes are valid, where that matters.
  package func request(
    _ id: String, policy: String, revision: String, _ stated: [String: FactValue]
  ) -> JSON {
    let codes = stated.values.compactMap { if case .code(let code) = $0 { code } else { nil } }
    return .object([
      "id": .string(id), "policy": .string(policy), "revision": .string(revision),
      "date": date(of: codes).map { .string($0.description) },
      "facts": stated.json(in: facts),
    ])
  }
}
