internal import Values

/// The variables over which a table is decided: one a scalar fact, one a tested member of a set.
///
/// Each has finitely many cells: the values that no test tells apart are one. Facts are a free
/// product: no cell of one excludes a cell of another.
struct FactSpace: Sendable {
  struct Variable: Sendable {
    let fact: Int
    /// The values of each cell; an empty one holds every value that no test names.
    let cells: [[Value]]
    fileprivate let cellOfValue: [Value: Int]
    /// The cell of values that no test names; nil where tests name them all.
    fileprivate let otherwise: Int?
  }

  /// A test over variables: true when one of them is in one of its cells.
  struct CompiledTest: Sendable {
    let hits: [(variable: Int, cells: [Bool])]
  }

  private(set) var variables: [Variable] = []
  /// The variable of a scalar fact.
  private var scalars: [Int: Int] = [:]
  /// The variables of a set, by term.
  private var members: [Int: [String: Int]] = [:]
  private var compiled: [UnaryTest: CompiledTest] = [:]
  private let factsByID: [String: Int]

  static let absent = 0
  static let present = 1

  /// - Parameter tests: variables are asked in the order in which these first read them.
  init(facts: [Fact], tests: [UnaryTest]) {
    factsByID = Dictionary(
      facts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let testsByFact = Dictionary(grouping: tests, by: \.fact)
    for test in tests where compiled[test] == nil {
      guard let fact = factsByID[test.fact] else {
        preconditionFailure("a test of the undeclared fact \(test.fact)")
      }
      if case .set = facts[fact].type {
        for case .word(let term) in test.values where members[fact]?[term] == nil {
          members[fact, default: [:]][term] = variables.count
          variables.append(
            Variable(fact: fact, cells: [[], [.word(term)]], cellOfValue: [:], otherwise: nil))
        }
      } else if scalars[fact] == nil {
        scalars[fact] = variables.count
        variables.append(
          FactSpace.partition(facts[fact], at: fact, by: testsByFact[test.fact] ?? []))
      }
      compiled[test] = compile(test, of: fact)
    }
  }

  /// Values in the same tests fall into one cell.
  private static func partition(_ fact: Fact, at place: Int, by tests: [UnaryTest]) -> Variable {
    var signatures: [Value: [Int]] = [:]
    for (number, test) in tests.enumerated() {
      for value in test.values { signatures[value, default: []].append(number) }
    }
    var cells: [[Value]] = []
    var cellOfSignature: [[Int]: Int] = [:]
    var cellOfValue: [Value: Int] = [:]
    for value in tests.flatMap(\.values) where cellOfValue[value] == nil {
      let signature = signatures[value] ?? []
      let cell = cellOfSignature[signature] ?? cells.count
      if cell == cells.count { cells.append([]) }
      cellOfSignature[signature] = cell
      cells[cell].append(value)
      cellOfValue[value] = cell
    }
    let isExhausted = fact.type.allValues.map { $0.allSatisfy { cellOfValue[$0] != nil } } ?? false
    if isExhausted {
      return Variable(fact: place, cells: cells, cellOfValue: cellOfValue, otherwise: nil)
    }
    return Variable(
      fact: place, cells: cells + [[]], cellOfValue: cellOfValue, otherwise: cells.count)
  }

  private func compile(_ test: UnaryTest, of fact: Int) -> CompiledTest {
    guard let variable = scalars[fact] else {
      return CompiledTest(
        hits: test.values.compactMap { value in
          guard case .word(let term) = value, let member = members[fact]?[term] else { return nil }
          return (member, [false, true])
        })
    }
    var cells = variables[variable].cells.map { _ in false }
    for value in test.values { cells[cell(of: value, in: variable)] = true }
    return CompiledTest(hits: [(variable, cells)])
  }

  func fact(_ id: String) -> Int? { factsByID[id] }

  /// The variable of a scalar fact, or nil where no test reads it.
  func variable(of fact: Int) -> Int? { scalars[fact] }

  /// The variables of a set that tests read, with their terms.
  func members(of fact: Int) -> [String: Int] { members[fact] ?? [:] }

  /// The cell that a value falls into.
  func cell(of value: Value, in variable: Int) -> Int {
    let variable = variables[variable]
    guard let cell = variable.cellOfValue[value] ?? variable.otherwise else {
      preconditionFailure("a value outside its fact's declared values")
    }
    return cell
  }

  func compiled(_ test: UnaryTest) -> CompiledTest {
    guard let compiled = compiled[test] else { preconditionFailure("a test of another table") }
    return compiled
  }
}

extension FactType {
  /// Every value that a request can state, where they are few enough to list.
  fileprivate var allValues: [Value]? {
    switch self {
    case .boolean: [.boolean(false), .boolean(true)]
    case .choice(let words): words.map { .word($0) }
    case .code, .set: nil
    }
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
