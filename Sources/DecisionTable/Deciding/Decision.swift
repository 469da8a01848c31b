/// A place for a decision, with the room that deciding needs: kept from one request to the next, so
/// that deciding allocates nothing once the room has its size.
///
/// `Decider.decision()` makes it; it belongs to that decider, and to one thread.
public struct Decision: ~Copyable {
  public internal(set) var result = Verdict.Result.outOfScope
  /// Nil where the policy is silent, out of scope, or not yet decided.
  public internal(set) var outcome: Outcome?
  /// The places, among `Decider.criteria`, of the leaves that are surely met, in document order.
  public internal(set) var criteria = IndexList()
  /// The places, among the table's facts, of those that can still change the answer, ascending.
  public internal(set) var needs = IndexList()

  /// Which rung of the ladder settled it; nil where known facts led through the diagram.
  package internal(set) var rung: Decider.Rung?

  var room = EvaluationScratch()
  /// What is left of the decision: the statement behind each guard that is unknown, -1 for a scope
  /// that does not hold, and where the variables end that guards leave open so far.
  var guards: [(statement: Int, open: Int)] = []
  /// By variable, in which run it was last seen.
  private var seen: [UInt32] = []
  private var run: UInt32 = 0
  /// By fact; all false but while needs are gathered.
  var isNeeded: [Bool]
  /// The variables on which a restricted diagram hangs.
  var open = IndexList()
  var statements = IndexList()
  var restriction = DiagramRestriction()
  var satisfiability: SatisfiabilitySolver?

  init(variables: Int, facts: Int) {
    seen = Array(repeating: 0, count: variables)
    isNeeded = Array(repeating: false, count: facts)
  }

  mutating func clear() {
    criteria.removeAll()
    needs.removeAll()
    statements.removeAll()
    room.clear()
    rung = .walk
  }

  /// Lists the facts that were marked.
  mutating func listNeeds() {
    for place in isNeeded.indices where isNeeded[place] {
      needs.append(place)
      isNeeded[place] = false
    }
  }

  /// Whether what was evaluated leaves no variable open at two places.
  mutating func opensEachVariableOnce() -> Bool {
    run &+= 1
    for variable in room.open {
      if seen[Int(variable)] == run { return false }
      seen[Int(variable)] = run
    }
    return true
  }
}
