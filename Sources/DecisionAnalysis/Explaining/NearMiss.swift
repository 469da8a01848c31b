package import DecisionTable
internal import Values

/// One change of one fact that would change the answer.
package struct NearMiss: Hashable, Sendable {
  package enum Change: Hashable, Sendable {
    /// The fact had this value, or another of which tests say the same.
    case value(FactValue)
    case present(term: String)
    case absent(term: String)
  }

  package let fact: String
  package let change: Change
  /// The answer that it would give.
  package let verdict: Verdict
}

extension Decider {
  /// Every change of one value or one member of a set that would change result or outcome, in the
  /// order of the facts; at most `limit`.
  ///
  /// - Parameter date: the date of service, on which a code that is named has to be valid.
  func nearMisses(
    _ cells: [Int32], on date: CalendarDate?, from verdict: Verdict, limit: Int
  ) -> (found: [NearMiss], isWhole: Bool) {
    var changed = cells
    var decision = decision()
    var found: [NearMiss] = []
    let order = space.variables.indices.sorted {
      (space.variables[$0].fact, $0) < (space.variables[$1].fact, $1)
    }
    for place in order {
      let variable = space.variables[place]
      let fact = table.facts[variable.fact]
      for cell in 0..<Int32(variable.cellCount) where cell != cells[place] {
        changed[place] = cell
        do throws(Undecided) {
          try changed.withUnsafeBufferPointer { (cells) throws(Undecided) in
            try decide(cells, into: &decision)
          }
        } catch {
          return (found, false)
        }
        guard decision.result != verdict.result || decision.outcome != verdict.outcome else {
          continue
        }
        guard let change = change(of: place, to: Int(cell), on: date) else { continue }
        guard found.count < limit else { return (found, false) }
        found.append(NearMiss(fact: fact.id, change: change, verdict: self.verdict(decision)))
      }
      changed[place] = cells[place]
    }
    return (found, true)
  }
  /// What a request would state; nil where it cannot on that date.
  private func change(of place: Int, to cell: Int, on date: CalendarDate?) -> NearMiss.Change? {
    let variable = space.variables[place]
    switch variable.domain {
    case .member(let term):
      return cell == FactSpace.present ? .present(term: term) : .absent(term: term)
    case .values(let cells) where !cells.values[cell].isEmpty:
      let value = cells.values[cell].first { value in
        guard case .code(let code) = value, let period = table.period(of: code) else { return true }
        return date.map(period.contains) ?? false
      }
      return value.map { .value(FactValue($0)) }
    case .values, .line:
      return .value(space.example(of: place, cell: cell, table.facts[variable.fact].type))
    }
  }
}
