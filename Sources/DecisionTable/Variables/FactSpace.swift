internal import Values

/// The variables over which a table is decided: one a scalar fact, one a tested member of a set.
///
/// Each has finitely many cells: the values that no test tells apart are one. Facts are a free
/// product: no cell of one excludes a cell of another.
package struct FactSpace: Sendable {
  package struct Variable: Sendable {
    package let fact: Int
    package let cellCount: Int
    package let domain: Domain
  }

  package enum Domain: Sendable {
    /// Absent or present.
    case member(term: String)
    case values(ValueCells)
    case line(LineCells)
  }

  /// What a test reads: it is true when one of the variables is in one of its cells.
  package struct Hit: Hashable, Sendable {
    package let variable: Int
    /// Ascending.
    package let cells: [Int]
  }

  package private(set) var variables: [Variable] = []
  /// The variable of a scalar fact.
  private var scalars: [Int: Int] = [:]
  /// The variables of a set, by term.
  private var members: [Int: [String: Int]] = [:]
  private var hitsOfTest: [UnaryTest: [Hit]] = [:]
  private let factsByID: [String: Int]

  package static let absent = 0
  package static let present = 1

  /// - Parameter tests: variables are asked in the order in which these first read them.
  package init(facts: [Fact], tests: [UnaryTest]) {
    factsByID = Dictionary(
      facts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let testsByFact = Dictionary(grouping: tests, by: \.fact)
    for test in tests where hitsOfTest[test] == nil {
      guard let fact = factsByID[test.fact] else {
        preconditionFailure("a test of the undeclared fact \(test.fact)")
      }
      let all = testsByFact[test.fact] ?? []
      switch facts[fact].type {
      case .set:
        for case .word(let term) in test.values where members[fact]?[term] == nil {
          members[fact, default: [:]][term] = variables.count
          variables.append(Variable(fact: fact, cellCount: 2, domain: .member(term: term)))
        }
      case .boolean, .code, .choice:
        guard scalars[fact] == nil else { break }
        let cells = ValueCells(of: facts[fact].type, testedBy: all)
        add(fact, cells.count, .values(cells))
      case .number, .date, .duration:
        guard scalars[fact] == nil else { break }
        let cells = LineCells(of: facts[fact].type, testedBy: all)
        add(fact, cells.count, .line(cells))
      }
      hitsOfTest[test] = hits(test, of: fact)
    }
  }

  private mutating func add(_ fact: Int, _ count: Int, _ domain: Domain) {
    scalars[fact] = variables.count
    variables.append(Variable(fact: fact, cellCount: count, domain: domain))
  }

  private func hits(_ test: UnaryTest, of fact: Int) -> [Hit] {
    guard let variable = scalars[fact] else {
      return test.values.compactMap { value in
        guard case .word(let term) = value, let member = members[fact]?[term] else { return nil }
        return Hit(variable: member, cells: [FactSpace.present])
      }
    }
    let cells =
      switch variables[variable].domain {
      case .member: [FactSpace.present]
      case .values(let cells): Set(test.values.map(cells.cell)).sorted()
      case .line(let cells): cells.cells(in: test.values)
      }
    return [Hit(variable: variable, cells: cells)]
  }

  package func fact(_ id: String) -> Int? { factsByID[id] }

  /// The variable of a scalar fact, or nil where no test reads it.
  package func variable(of fact: Int) -> Int? { scalars[fact] }

  /// The variables of a set that tests read, with their terms.
  package func members(of fact: Int) -> [String: Int] { members[fact] ?? [:] }

  package func hits(of test: UnaryTest) -> [Hit] {
    if let hits = hitsOfTest[test] { return hits }
    // Another test can be put together of whole cells.
    let named = Set(test.values)
    guard let fact = fact(test.fact), let variable = variable(of: fact),
      case .values(let cells) = variables[variable].domain,
      Set(named.map(cells.cell)).allSatisfy({ named.isSuperset(of: cells.values[$0]) })
    else { preconditionFailure("a test of another table") }
    return hits(test, of: fact)
  }
}
