/// The answer to one request, right for every completion of the facts that are unknown.
public struct Verdict: Hashable, Sendable {
  public enum Result: String, Sendable {
    case met
    case notMet = "not-met"
    case needsInformation = "needs-information"
    case outOfScope = "out-of-scope"
  }

  public let result: Result
  /// Nil where the policy is silent, out of scope, or not yet decided.
  public let outcome: Outcome?
  /// The labels of the leaves that are surely met, in document order; only when the result is met.
  public let criteria: [String]
  /// The facts that can still change the answer, in the order of the table's facts.
  public let needs: [String]

  package init(result: Result, outcome: Outcome?, criteria: [String], needs: [String]) {
    self.result = result
    self.outcome = outcome
    self.criteria = criteria
    self.needs = needs
  }
}

extension DecisionTable {
  /// Decides exactly: the verdict holds for all completions, or names the facts on which it hangs.
  ///
  /// - Parameter facts: what is known, by the id of the fact; the rest is unknown.
  /// - Throws: `FactError` for what the table does not declare.
  public func decide(_ facts: [String: FactValue]) throws(FactError) -> Verdict {
    decide(try Facts(facts, for: self))
  }

  /// - Precondition: the facts were read for this table.
  package func decide(_ facts: Facts) -> Verdict {
    let residue = Residue(of: diagram, under: facts, statements: statements)
    switch residue.answer {
    case .none:
      let needed = Set(residue.variables.map { space.variables[$0].fact })
      return Verdict(
        result: .needsInformation, outcome: nil, criteria: [],
        needs: self.facts.indices.filter(needed.contains).map { self.facts[$0].id })
    case .outOfScope:
      return Verdict(result: .outOfScope, outcome: nil, criteria: [], needs: [])
    case .silent:
      return Verdict(result: .notMet, outcome: nil, criteria: [], needs: [])
    case .outcome(let outcome) where !outcome.favors:
      return Verdict(result: .notMet, outcome: outcome, criteria: [], needs: [])
    case .outcome(let outcome):
      var criteria: [String] = []
      for statement in residue.statements.sorted() {
        criteria += diagram.leaves[statement].filter {
          diagram.isCertain($0.function, under: facts)
        }
        .map(\.label)
      }
      return Verdict(result: .met, outcome: outcome, criteria: criteria, needs: [])
    }
  }
}

/// What is left of a diagram when some facts are known.
private struct Residue {
  /// An answer to a request: result and outcome. Statements with one outcome answer alike.
  enum Answer: Hashable {
    case outOfScope
    case silent
    case outcome(Outcome)
  }

  /// The one answer of all completions, or nil where they differ.
  private(set) var answer: Answer?
  /// The variables on which the answer hangs.
  private(set) var variables: Set<Int> = []
  /// The statements that are the first to hold in some completion.
  private(set) var statements: Set<Int> = []

  private enum Function: Hashable {
    case answer(Answer)
    case node(Int)
  }

  private struct Choice: Hashable {
    let variable: Int32
    let children: [Function]
  }

  /// Restricts the diagram and reduces it again, so that what no longer matters is gone: a
  /// variable that is merely reachable need not be needed.
  init(of diagram: Diagram, under facts: Facts, statements declared: [Statement]) {
    var functions: [Diagram.Ref: Function] = [:]
    var places: [Choice: Function] = [:]
    var choices: [Choice] = []

    func reduce(_ ref: Diagram.Ref) -> Function {
      if let known = functions[ref] { return known }
      let result: Function
      if ref < 0 {
        if let statement = Diagram.statement(of: ref) {
          statements.insert(statement)
          result = .answer(.outcome(declared[statement].outcome))
        } else {
          result = .answer(ref == Diagram.outOfScope ? .outOfScope : .silent)
        }
      } else {
        let node = diagram.nodes[Int(ref)]
        let cell = facts.cells[Int(node.variable)]
        if cell != Facts.unknown {
          result = reduce(node.children[cell])
        } else {
          let children = node.children.map(reduce)
          let choice = Choice(variable: node.variable, children: children)
          if children.allSatisfy({ $0 == children[0] }) {
            result = children[0]
          } else if let place = places[choice] {
            result = place
          } else {
            result = .node(choices.count)
            choices.append(choice)
            places[choice] = result
          }
        }
      }
      functions[ref] = result
      return result
    }

    // As far as facts are known there is one way down.
    var start = diagram.root
    while start >= 0 {
      let node = diagram.nodes[Int(start)]
      let cell = facts.cells[Int(node.variable)]
      guard cell != Facts.unknown else { break }
      start = node.children[cell]
    }
    // Everything that is left there is needed: a canonical diagram asks only what matters.
    let root: Int
    switch reduce(start) {
    case .answer(let only):
      answer = only
      return
    case .node(let place): root = place
    }
    var pending = [root]
    var seen: Set<Int> = [root]
    while let place = pending.popLast() {
      variables.insert(Int(choices[place].variable))
      for case .node(let child) in choices[place].children where seen.insert(child).inserted {
        pending.append(child)
      }
    }
  }
}

extension Diagram {
  /// Whether a function is true whatever the unknown facts are.
  fileprivate func isCertain(_ function: Ref, under facts: Facts) -> Bool {
    var seen: Set<Ref> = []
    var pending = [function]
    while let ref = pending.popLast() {
      if ref == Diagram.yes { continue }
      guard ref >= 0 else { return false }
      guard seen.insert(ref).inserted else { continue }
      let node = nodes[Int(ref)]
      let cell = facts.cells[Int(node.variable)]
      if cell == Facts.unknown {
        pending += node.children
      } else {
        pending.append(node.children[cell])
      }
    }
    return true
  }
}
