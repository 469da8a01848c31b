package import DecisionTable

/// Chooses the fact to ask for next, so that few more questions are asked until the decision is settled.
///
/// Only a fact that can still change the decision is asked for. Each answer that a test tells apart counts as equally
/// likely. If few questions are left, the one is taken with which the average number of further questions is least;
/// otherwise the one whose answers leave the fewest facts that are needed, on average.
///
/// A set is asked for as a whole. Its answers are 2ⁿ for n tested members, of which these are looked at: none is present,
/// one of them alone is, all are.
package final class NextQuestion {
  private let decider: Decider
  private var decision: Decision
  /// The variables of each fact.
  private let variables: [[Int]]
  /// How many decisions the search for the least number of questions may still take.
  private var budget = 0

  private let mostDecisions: Int

  /// - Parameter mostDecisions: how many decisions the search for the least number of questions may take, which need
  ///   about a millisecond.
  package init(_ decider: Decider, mostDecisions: Int = 4_000) {
    self.decider = decider
    self.mostDecisions = mostDecisions
    decision = decider.decision()
    var variables = [[Int]](repeating: [], count: decider.table.facts.count)
    for (index, variable) in decider.space.variables.enumerated() {
      variables[variable.fact].append(index)
    }
    self.variables = variables
  }

  /// The index of the fact to ask for, under what is known; nil if the decision is settled.
  package func fact(after facts: borrowing Facts) throws(Undecided) -> Int? {
    try fact(after: KnownCells(facts))
  }

  func fact(after known: KnownCells) throws(Undecided) -> Int? {
    let needed = try needs(known)
    guard needed.count > 1 else { return needed.first }
    budget = mostDecisions
    if let exact = try leastQuestions(known, needed)?.fact { return exact }
    var best: (fact: Int, rest: Double)?
    for fact in needed {
      var total = 0
      let answers = answers(to: fact, known)
      for answer in answers { total += try needs(answer).count }
      let rest = Double(total) / Double(answers.count)
      // Of equally good ones, the first in the order of the table.
      if best.map({ rest < $0.rest - 1e-9 }) ?? true { best = (fact, rest) }
    }
    return best?.fact
  }

  // MARK: The search

  /// The question with which the average number of questions is least, and that number; nil if the search takes too long.
  private func leastQuestions(_ known: KnownCells, _ needed: [Int]) throws(Undecided) -> (
    fact: Int?, count: Double
  )? {
    guard let first = needed.first else { return (nil, 0) }
    if needed.count == 1 { return (first, 1) }
    var best: (fact: Int?, count: Double)?
    for fact in needed {
      let answers = answers(to: fact, known)
      var total = 0.0
      for answer in answers {
        budget -= 1
        guard budget > 0 else { return nil }
        guard let rest = try leastQuestions(answer, try needs(answer)) else { return nil }
        total += rest.count
      }
      let count = 1 + total / Double(answers.count)
      if best.map({ count < $0.count - 1e-9 }) ?? true { best = (fact, count) }
    }
    return best
  }

  /// The facts that can still change the decision.
  package func needs(_ known: KnownCells) throws(Undecided) -> [Int] {
    try known.with { (cells) throws(Undecided) in
      try decider.decide(cells, into: &decision)
      return Array(decision.neededFacts.elements)
    }
  }

  /// What is known after each answer to the question for a fact.
  func answers(to fact: Int, _ known: KnownCells) -> [KnownCells] {
    let asked = variables[fact]
    if case .set = decider.table.facts[fact].type {
      let open = asked.filter { known.cell(of: $0) == nil }
      let choices = [[]] + open.map { [$0] } + (open.count > 1 ? [open] : [])
      return choices.map { present in
        var answer = known
        for member in open {
          answer.set(member, to: present.contains(member) ? FactSpace.present : FactSpace.absent)
        }
        return answer
      }
    }
    guard let variable = asked.first else { return [] }
    let count = decider.space.variables[variable].cellCount
    let cells = known.with { $0.possible(variable, of: count) } ?? Array(0..<count)
    return cells.map { cell in
      var answer = known
      answer.set(variable, to: cell)
      return answer
    }
  }
}
