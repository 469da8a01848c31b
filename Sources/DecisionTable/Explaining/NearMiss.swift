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
  func nearMisses(_ cells: [Int32], from verdict: Verdict, limit: Int) -> (
    found: [NearMiss], isWhole: Bool
  ) {
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
        changed.withUnsafeBufferPointer { decide($0, into: &decision) }
        guard decision.result != verdict.result || decision.outcome != verdict.outcome else {
          continue
        }
        guard found.count < limit else { return (found, false) }
        let change: NearMiss.Change =
          switch variable.domain {
          case .member(let term):
            cell == Int32(FactSpace.present) ? .present(term: term) : .absent(term: term)
          case .values, .line:
            .value(space.example(of: place, cell: Int(cell), fact.type))
          }
        found.append(NearMiss(fact: fact.id, change: change, verdict: self.verdict(decision)))
      }
      changed[place] = cells[place]
    }
    return (found, true)
  }
}
