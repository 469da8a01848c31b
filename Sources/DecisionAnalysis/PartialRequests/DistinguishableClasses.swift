package import DecisionTable
package import JSONText
internal import Values

extension PartialDecision {
  /// Partial requests, as cells where nil is unknown, with one for each path of each function: the
  /// answer, whether each fact is needed, and whether each leaf is certain.
  ///
  /// If a path allows several cells of a variable, requests take turns through them. A variable that a
  /// path does not ask is unknown in every other request.
  ///
  /// - Returns: the requests without duplicates, or nil if a function has more than `most` paths.
  package func classes(atMost most: Int = 100_000) -> [[Int?]]? {
    var seen: Set<[Int?]> = []
    var classes: [[Int?]] = []
    func add<End>(_ function: PartialFunction<End>) -> Bool {
      guard let paths = function.paths(atMost: most) else { return false }
      for path in paths {
        let turn = classes.count
        var cells = variables.indices.map { variable in
          turn % 2 == 0 ? nil : (turn / 2 + variable) % variables[variable].cellCount
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
  /// A request with these facts in the format that `policyc decide` reads, with a date of service on
  /// which its codes are valid if they have periods.
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
