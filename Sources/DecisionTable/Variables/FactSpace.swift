internal import Values

/// The variables over which a table is decided: one per scalar fact, and one per tested member of a
/// set.
///
/// A variable has finitely many cells, each of which contains values that no test distinguishes. Any
/// combination of cells is possible: no cell of one variable excludes a cell of another.
package struct FactSpace: Sendable {
  package struct Variable: Sendable {
    /// An index into the table's facts.
    package let fact: Int
    package let cellCount: Int
    package let domain: Domain
    /// The offset of the variable's mask among the words of all masks. A variable with two cells does
    /// not need one: it is in one of them, or nothing is known of it.
    let maskStart: Int
  }

  package enum Domain: Sendable {
    /// A member of a set: absent or present.
    case member(term: String)
    case values(ValueCells)
    case line(LineCells)
    /// What some list of a record fact makes true of its tests.
    case records(RecordCells)
  }

  /// A variable that a test reads; the test is true if one of its hits has its variable in its cells.
  package struct Hit: Hashable, Sendable {
    package let variable: Int
    /// Ascending.
    package let cells: [Int]
  }

  package private(set) var variables: [Variable] = []
  /// The number of 64-bit words of the masks of all variables.
  private(set) var maskWordCount = 0
  /// The variable of each scalar fact that a test reads.
  private var scalars: [Int: Int] = [:]
  /// The variables of each set, by term.
  private var members: [Int: [String: Int]] = [:]
  /// The cells of each record fact that a test reads.
  private var records: [Int: RecordCells] = [:]
  private var hitsOfTest: [UnaryTest: [Hit]] = [:]
  private let factsByID: [String: Int]

  /// The two cells of a member of a set.
  package static let absent = 0
  package static let present = 1

  /// - Parameter tests: the tests to distinguish. Variables are ordered by the first test that reads
  ///   them.
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
          add(fact, 2, .member(term: term))
        }
      case .boolean, .code, .choice:
        guard scalars[fact] == nil else { break }
        let cells = ValueCells(of: facts[fact].type, testedBy: all)
        scalars[fact] = variables.count
        add(fact, cells.count, .values(cells))
      case .number, .date, .duration:
        guard scalars[fact] == nil else { break }
        let cells = LineCells(of: facts[fact].type, testedBy: all)
        scalars[fact] = variables.count
        add(fact, cells.count, .line(cells))
      case .records(let type):
        guard scalars[fact] == nil else { break }
        let cells = FactSpace.cells(of: type, testedBy: all)
        records[fact] = cells
        scalars[fact] = variables.count
        add(fact, cells.count, .records(cells))
      }
      hitsOfTest[test] = hits(test, of: fact)
    }
  }

  /// How the lists of a record fact are read, tested or not.
  func records(of fact: Int, _ type: RecordType) -> RecordCells {
    records[fact] ?? FactSpace.cells(of: type, testedBy: [])
  }

  private mutating func add(_ fact: Int, _ count: Int, _ domain: Domain) {
    variables.append(
      Variable(fact: fact, cellCount: count, domain: domain, maskStart: maskWordCount))
    if count > 2 { maskWordCount += CellMask.wordCount(count) }
  }

  /// The checks of a policy and the reader of tables refuse tests beyond the limits.
  private static func cells(of type: RecordType, testedBy tests: [UnaryTest]) -> RecordCells {
    do throws(RecordLimit) {
      return try RecordCells(
        of: type, testedBy: tests.flatMap(\.recordTests), mostCells: RecordCells.mostComparedCells)
    } catch {
      preconditionFailure("tests of a record fact beyond a limit: \(error)")
    }
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
      case .records(let cells):
        Set(test.recordTests.flatMap { cells.cells(in: $0) }).sorted()
      }
    return [Hit(variable: variable, cells: cells)]
  }

  /// The index of the fact with an id.
  package func fact(_ id: String) -> Int? { factsByID[id] }

  /// The variable of a scalar fact, or nil if no test reads it.
  package func variable(of fact: Int) -> Int? { scalars[fact] }

  /// The variables of a set that tests read, with their terms.
  package func members(of fact: Int) -> [String: Int] { members[fact] ?? [:] }

  /// The variables and cells in which a test is true.
  package func hits(of test: UnaryTest) -> [Hit] {
    if let hits = hitsOfTest[test] { return hits }
    // A test that was not given at first is allowed if it is a union of whole cells.
    let named = Set(test.values)
    guard let fact = fact(test.fact), let variable = variable(of: fact),
      case .values(let cells) = variables[variable].domain,
      Set(named.map(cells.cell)).allSatisfy({ named.isSuperset(of: cells.values[$0]) })
    else { preconditionFailure("a test of another table") }
    return hits(test, of: fact)
  }
}
