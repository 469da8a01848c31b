/// A decision, and the working storage of deciding. It is kept from one request to the next, so that
/// deciding allocates nothing once the storage has its size.
///
/// ``Decider/decision()`` makes it. It belongs to that decider, and to one thread at a time.
public struct Decision: ~Copyable {
  /// Until a request is decided, and after ``Undecided``, there is no answer: this is then
  /// ``Verdict/Result/needsInformation`` with no fact that is needed.
  public internal(set) var result = Verdict.Result.needsInformation
  /// Nil where the policy is silent, the request is out of scope, or information is needed.
  public internal(set) var outcome: Outcome?
  /// The index in ``DecisionTable/statements`` of the statement that decides; nil if there is none, or
  /// if completions with the same answer are decided by different statements.
  public internal(set) var statement: Int?

  /// Indices in ``Decider/criteria`` of the leaves that are reasons for the answer, in document
  /// order: a leaf is certainly met, as is every criterion above it. Empty unless the result is
  /// ``Verdict/Result/met``.
  public var criteria: Span<Int> {
    @_lifetime(borrow self) borrowing get { metCriteria.span }
  }

  /// Indices in ``DecisionTable/facts`` of the facts that can still change the answer, ascending.
  public var needs: Span<Int> {
    @_lifetime(borrow self) borrowing get { neededFacts.span }
  }

  /// Which method settled it.
  package internal(set) var rung: Decider.Rung?
  let layout: RequestLayout
  // Reading these two fields is fast; `criteria` and `needs` are called on a copy of the decision.
  package internal(set) var metCriteria = IndexList()
  package internal(set) var neededFacts = IndexList()

  // Working storage.

  var scratch = EvaluationScratch()
  /// Statements that may hold, in order; -1 is a scope that may not hold. With each, how many
  /// entries of `scratch.open` belong to it and the ones before it.
  var guards: [(statement: Int, open: Int)] = []
  /// By fact; all false except while needs are collected.
  var isNeeded: [Bool]
  /// The variables on which a restricted diagram depends.
  var open = IndexList()
  /// The statements that are the first to hold in some completion.
  var statements = IndexList()
  var restriction = DiagramRestriction()
  var solver: SatisfiabilitySolver?
  /// By variable, the run of `opensEachVariableOnce` that last saw it.
  private var seen: [UInt32]
  private var run: UInt32 = 0

  init(_ layout: RequestLayout) {
    self.layout = layout
    seen = Array(repeating: 0, count: layout.variableCount)
    isNeeded = Array(repeating: false, count: layout.facts.count)
  }

  mutating func clear() {
    metCriteria.removeAll()
    neededFacts.removeAll()
    statements.removeAll()
    statement = nil
    scratch.clear()
    rung = .walk
    if solver != nil { solver = nil }
  }

  /// Leaves no answer behind.
  mutating func discard() {
    clear()
    result = .needsInformation
    outcome = nil
  }

  /// Lists the facts that were marked as needed.
  mutating func listNeeds() {
    for fact in isNeeded.indices where isNeeded[fact] {
      neededFacts.append(fact)
      isNeeded[fact] = false
    }
  }

  /// Whether no variable occurs twice among those that the last evaluation left open.
  mutating func opensEachVariableOnce() -> Bool {
    run &+= 1
    for index in 0..<scratch.open.count {
      let variable = scratch.open[index]
      if seen[variable] == run { return false }
      seen[variable] = run
    }
    return true
  }
}
