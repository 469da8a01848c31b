internal import CCaDiCaL

/// The literals of a solver, and the clauses that relate them: a connective of literals is a literal
/// that is true exactly if the connective is (Tseitin 1968).
struct Clauses {
  private let solver: OpaquePointer
  private var lastLiteral: Int32 = 1
  /// A literal that is always true.
  let truth: Int32 = 1

  /// - Parameter solver: without clauses yet; it has to outlive this.
  init(_ solver: OpaquePointer) {
    self.solver = solver
    add([truth])
  }

  mutating func newLiteral() -> Int32 {
    lastLiteral += 1
    return lastLiteral
  }

  mutating func newLiterals(_ count: Int) -> Range<Int32> {
    let start = lastLiteral + 1
    lastLiteral += Int32(count)
    return start..<start + Int32(count)
  }

  /// Adds a clause: one of these literals is true.
  func add(_ literals: [Int32]) {
    for literal in literals { ccadical_add(solver, literal) }
    ccadical_add(solver, 0)
  }

  mutating func and(_ literals: [Int32]) -> Int32 { -or(literals.map { -$0 }) }

  mutating func or(_ given: [Int32]) -> Int32 {
    if given.contains(truth) { return truth }
    let literals = given.filter { $0 != -truth }
    if literals.isEmpty { return -truth }
    if literals.count == 1 { return literals[0] }
    let result = newLiteral()
    for literal in literals { add([result, -literal]) }
    add([-result] + literals)
    return result
  }

  /// Exactly one of these literals is true, with the sequential counter of Sinz (CP 2005) for at most
  /// one: linear in the number of literals, as variables can have thousands of cells.
  mutating func addExactlyOne(_ literals: Range<Int32>) {
    add(Array(literals))
    guard literals.count > 1 else { return }
    var before: Int32?
    for literal in literals {
      if let before { add([-before, -literal]) }
      let reached = newLiteral()
      add([-literal, reached])
      if let before { add([-before, reached]) }
      before = reached
    }
  }
}
