internal import Values

/// The variables over which a table is decided: one a scalar fact, one a tested member of a set.
///
/// Each has finitely many cells: the values that tests tell apart, and one for the rest. Facts are
/// a free product: no cell of one excludes a cell of another.
struct FactSpace: Sendable {
  struct Variable: Sendable {
    let fact: Int
    /// What each cell means; nil is every value that no test names.
    let cells: [Value?]
  }

  private(set) var variables: [Variable] = []
  /// The variable of a scalar fact.
  private var scalars: [Int: Int] = [:]
  /// The variable of a member of a set.
  private var members: [Member: Int] = [:]
  private let factsByID: [String: Int]

  private struct Member: Hashable {
    let fact: Int
    let term: String
  }

  static let absent = 0
  static let present = 1

  init(facts: [Fact], scope: Condition, statements: [Statement]) {
    factsByID = Dictionary(
      facts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var tests = scope.tests
    for statement in statements { tests += statement.criterion.tests }
    // In the order of first use, which keeps the diagram of a policy small.
    for test in tests {
      guard let fact = factsByID[test.fact] else {
        preconditionFailure("a test of the undeclared fact \(test.fact)")
      }
      if case .set = facts[fact].type {
        for case .word(let term) in test.values
        where members[Member(fact: fact, term: term)] == nil {
          members[Member(fact: fact, term: term)] = variables.count
          variables.append(Variable(fact: fact, cells: [nil, .word(term)]))
        }
      } else if scalars[fact] == nil {
        scalars[fact] = variables.count
        variables.append(
          Variable(fact: fact, cells: FactSpace.cells(of: facts[fact], in: tests)))
      }
    }
  }

  private static func cells(of fact: Fact, in tests: [UnaryTest]) -> [Value?] {
    var tested: [Value] = []
    for test in tests where test.fact == fact.id {
      tested += test.values.filter { !tested.contains($0) }
    }
    switch fact.type {
    case .boolean: return [.boolean(false), .boolean(true)]
    case .choice(let values):
      return values.allSatisfy { tested.contains(.word($0)) } ? tested : tested + [nil]
    case .code, .set: return tested + [nil]
    }
  }

  func fact(_ id: String) -> Int? { factsByID[id] }

  /// The variable of a scalar fact, or nil where no test reads it.
  func variable(of fact: Int) -> Int? { scalars[fact] }

  /// The variable of a member of a set, or nil where no test reads it.
  func variable(of fact: Int, term: String) -> Int? { members[Member(fact: fact, term: term)] }

  /// The cell that a value falls into.
  func cell(of value: Value, in variable: Int) -> Int {
    let cells = variables[variable].cells
    guard let cell = cells.firstIndex(of: value) ?? cells.firstIndex(of: nil) else {
      preconditionFailure("a value outside its fact's declared values")
    }
    return cell
  }

  /// The variables and cells that make a test true; each pair alone does.
  func hits(of test: UnaryTest) -> [(variable: Int, cell: Int)] {
    guard let fact = factsByID[test.fact] else { return [] }
    return test.values.map { value in
      if let variable = scalars[fact] { return (variable, cell(of: value, in: variable)) }
      guard case .word(let term) = value, let variable = variable(of: fact, term: term) else {
        preconditionFailure("a test of a set names a term")
      }
      return (variable, FactSpace.present)
    }
  }

  /// Whether a test is true whatever the unknown facts are.
  func isCertain(_ test: UnaryTest, under facts: Facts) -> Bool {
    let hits = hits(of: test)
    if hits.contains(where: { facts.cells[$0.variable] == $0.cell }) { return true }
    // A test that names every value of an unknown choice is true of all of them.
    guard let fact = factsByID[test.fact], let variable = scalars[fact],
      facts.cells[variable] == Facts.unknown
    else { return false }
    return Set(hits.map(\.cell)).count == variables[variable].cells.count
  }
}

extension Condition {
  /// Every test, in document order.
  public var tests: [UnaryTest] {
    switch self {
    case .test(let test): [test]
    case .group(_, let conditions): conditions.flatMap(\.tests)
    }
  }
}

extension Criterion {
  /// Every test, in document order: requirements and exceptions before the rule.
  public var tests: [UnaryTest] {
    let conjuncts = (requirements + exceptions).flatMap(\.tests)
    switch rule {
    case .test(let test): return conjuncts + [test]
    case .group(_, let criteria): return conjuncts + criteria.flatMap(\.tests)
    }
  }
}
