internal import Values

/// The variables over which a table is decided: one a scalar fact, one a tested member of a set.
///
/// Each has finitely many cells: the values that no test tells apart are one. Facts are a free
/// product: no cell of one excludes a cell of another.
struct FactSpace: Sendable {
  struct Variable: Sendable {
    let fact: Int
    let cellCount: Int
    let domain: Domain
  }

  enum Domain: Sendable {
    /// Absent or present.
    case member(term: String)
    case values(ValueCells)
    case line(LineCells)
  }

  /// What a test reads: it is true when one of the variables is in one of its cells.
  struct Hit: Hashable, Sendable {
    let variable: Int
    /// Ascending.
    let cells: [Int]
  }

  private(set) var variables: [Variable] = []
  /// The variable of a scalar fact.
  private var scalars: [Int: Int] = [:]
  /// The variables of a set, by term.
  private var members: [Int: [String: Int]] = [:]
  private var hitsOfTest: [UnaryTest: [Hit]] = [:]
  private let factsByID: [String: Int]

  static let absent = 0
  static let present = 1

  /// - Parameter tests: variables are asked in the order in which these first read them.
  init(facts: [Fact], tests: [UnaryTest]) {
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
        let cells = ValueCells(of: facts[fact].type, told: all)
        add(fact, cells.count, .values(cells))
      case .number, .date, .duration:
        guard scalars[fact] == nil else { break }
        let cells = LineCells(of: facts[fact].type, told: all)
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

  func fact(_ id: String) -> Int? { factsByID[id] }

  /// The variable of a scalar fact, or nil where no test reads it.
  func variable(of fact: Int) -> Int? { scalars[fact] }

  /// The variables of a set that tests read, with their terms.
  func members(of fact: Int) -> [String: Int] { members[fact] ?? [:] }

  func hits(of test: UnaryTest) -> [Hit] {
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

/// The cells of a boolean, a code or a choice: values in the same tests fall into one.
struct ValueCells: Sendable {
  /// The values of each cell; an empty one holds every value that no test names.
  let values: [[Value]]
  private let cellOfValue: [Value: Int]
  /// The cell of values that no test names; nil where tests name them all.
  let otherwise: Int?

  var count: Int { values.count }

  fileprivate init(of type: FactType, told tests: [UnaryTest]) {
    var signatures: [Value: [Int]] = [:]
    var order: [Value] = []
    for (number, test) in tests.enumerated() {
      for value in test.values {
        if signatures[value] == nil { order.append(value) }
        signatures[value, default: []].append(number)
      }
    }
    var cells: [[Value]] = []
    var cellOfSignature: [[Int]: Int] = [:]
    var cellOfValue: [Value: Int] = [:]
    for value in order {
      let signature = signatures[value] ?? []
      let cell = cellOfSignature[signature] ?? cells.count
      if cell == cells.count { cells.append([]) }
      cellOfSignature[signature] = cell
      cells[cell].append(value)
      cellOfValue[value] = cell
    }
    let isExhausted = type.allValues.map { $0.allSatisfy { cellOfValue[$0] != nil } } ?? false
    otherwise = isExhausted ? nil : cells.count
    values = isExhausted ? cells : cells + [[]]
    self.cellOfValue = cellOfValue
  }

  /// The cell that a value falls into.
  func cell(of value: Value) -> Int {
    guard let cell = cellOfValue[value] ?? otherwise else {
      preconditionFailure("a value outside its fact's declared values")
    }
    return cell
  }
}

extension FactType {
  /// Every value that a request can state, where they are few enough to list.
  package var allValues: [Value]? {
    switch self {
    case .boolean: [.boolean(false), .boolean(true)]
    case .choice(let words): words.map { .word($0) }
    case .code, .set, .number, .date, .duration: nil
    }
  }
}

extension Condition {
  /// Every test, in document order.
  public var tests: [UnaryTest] {
    switch self {
    case .test(let test): [test]
    case .group(_, let conditions): conditions.flatMap(\.tests)
    case .reference(let reference): reference.condition.tests
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
    case .reference(let reference): return conjuncts + reference.condition.tests
    }
  }
}
