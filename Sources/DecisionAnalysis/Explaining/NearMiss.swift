package import DecisionTable
internal import Values

/// One change of one fact that would change the answer.
package struct NearMiss: Hashable, Sendable {
  package enum Change: Hashable, Sendable {
    /// The fact has this value instead, or another value in the same cell.
    case value(FactValue)
    case present(term: String)
    case absent(term: String)
  }

  package let fact: String
  package let change: Change
  /// The answer after the change.
  package let verdict: Verdict
}

extension Decider {
  /// Every change of one value or one member of a set that would change the result or the outcome, in
  /// the order of the facts; at most `limit`. Decides once for each cell of each variable.
  ///
  /// - Parameter date: the date of service, on which suggested codes must be valid.
  /// - Returns: the changes, and whether they are all.
  func nearMisses(
    _ cells: KnownCells, on date: CalendarDate?, from verdict: Verdict, limit: Int
  ) -> (found: [NearMiss], isWhole: Bool) {
    var changed = cells
    var decision = decision()
    var found: [NearMiss] = []
    let order = space.variables.indices.sorted {
      (space.variables[$0].fact, $0) < (space.variables[$1].fact, $1)
    }
    for index in order {
      let variable = space.variables[index]
      let fact = table.facts[variable.fact]
      for cell in 0..<variable.cellCount where cell != cells.cell(of: index) {
        changed.set(index, to: cell)
        do throws(Undecided) {
          try changed.with { (cells) throws(Undecided) in
            try decide(cells, into: &decision)
          }
        } catch {
          return (found, false)
        }
        guard decision.result != verdict.result || decision.outcome != verdict.outcome else {
          continue
        }
        guard let change = change(of: index, to: cell, on: date) else { continue }
        guard found.count < limit else { return (found, false) }
        found.append(NearMiss(fact: fact.id, change: change, verdict: self.verdict(decision)))
      }
      changed.restore(index, from: cells)
    }
    return (found, true)
  }

  /// The change that a request would state, or nil if it cannot state the value on that date.
  private func change(of index: Int, to cell: Int, on date: CalendarDate?) -> NearMiss.Change? {
    let variable = space.variables[index]
    switch variable.domain {
    case .member(let term):
      return cell == FactSpace.present ? .present(term: term) : .absent(term: term)
    case .values(let cells) where !cells.values[cell].isEmpty:
      let value = cells.values[cell].first { value in
        guard case .code(let code) = value, let period = table.period(of: code) else { return true }
        return date.map(period.contains) ?? false
      }
      return value.map { .value(FactValue($0)) }
    case .records: return nil
    case .values, .line:
      return .value(space.example(of: index, cell: cell, table.facts[variable.fact].type))
    }
  }
}
