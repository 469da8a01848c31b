/// The entries of one record fact, in classes of which no test distinguishes the members, whatever
/// their days are.
struct EntryClasses: Sendable {
  /// What a measure sees in an entry that fits its filter: for a selected attribute its outcome, for
  /// different values a bit, for anything else 1.
  struct Effect: Hashable, Sendable, BitwiseCopyable {
    let measure: Int32
    let seen: Int32
  }

  /// The variables are the attributes that tests read.
  let space: FactSpace
  /// The effects of each class, in the order of measures.
  let effects: [[Effect]]
  /// A cell of each variable, by class.
  let examples: [[Int32]]
  /// The class of each combination of cells; the first variable varies fastest.
  private let classOfCombination: [Int32]

  /// The most combinations of cells that are told apart.
  static let mostCombinations = 65_536

  var count: Int { effects.count }

  /// - Returns: nil if there are too many combinations of cells.
  init?(_ type: RecordType, _ measures: inout RecordMeasures) {
    var tests = measures.tests.flatMap(\.attributeTests)
    for measure in measures.measures {
      guard case .values(let attribute, _) = measure.kind else { continue }
      // Each value has a cell of its own.
      tests += type.closedValues(of: attribute).map { UnaryTest(fact: attribute, values: [$0]) }
    }
    let space = FactSpace(facts: type.attributes.map(\.fact), tests: tests)
    self.space = space
    var combinations = 1
    for variable in space.variables {
      combinations *= variable.cellCount
      guard combinations <= EntryClasses.mostCombinations else { return nil }
    }
    var classes: [[Effect]: Int32] = [:]
    var effects: [[Effect]] = []
    var examples: [[Int32]] = []
    var classOfCombination: [Int32] = []
    classOfCombination.reserveCapacity(combinations)
    for combination in 0..<combinations {
      let cells = EntryClasses.cells(of: combination, in: space)
      let seen = EntryClasses.effects(of: cells, in: space, &measures)
      let known = classes[seen] ?? Int32(classes.count)
      if known == classes.count {
        classes[seen] = known
        effects.append(seen)
        examples.append(cells)
      }
      classOfCombination.append(known)
    }
    self.effects = effects
    self.examples = examples
    self.classOfCombination = classOfCombination
  }

  private static func cells(of combination: Int, in space: FactSpace) -> [Int32] {
    var rest = combination
    return space.variables.map { variable in
      defer { rest /= variable.cellCount }
      return Int32(rest % variable.cellCount)
    }
  }

  private static func effects(
    of cells: [Int32], in space: FactSpace, _ measures: inout RecordMeasures
  ) -> [Effect] {
    var effects: [Effect] = []
    for (index, measure) in measures.measures.enumerated()
    where measure.filter.holds(cells, in: space) {
      var seen = 1
      switch measure.kind {
      case .selected(_, .attribute):
        let accepting = measure.group.reduce(UInt128(0)) { bits, test in
          guard case .attribute(let id, _, let values) = measures.tests[test].measure else {
            return bits
          }
          let isAccepted = UnaryTest(fact: id, values: values).holds(cells, in: space)
          return isAccepted ? bits | 1 << UInt128(test) : bits
        }
        seen = measures.outcome(accepting: accepting, of: index)
      case .values(let attribute, _):
        guard let variable = space.fact(attribute).flatMap(space.variable) else { continue }
        seen = 1 << Int(cells[variable])
      case .selected, .entries, .days: break
      }
      effects.append(Effect(measure: Int32(index), seen: Int32(seen)))
    }
    return effects
  }

  // MARK: Entries of a request

  /// The classes in which an entry may be whose variables are in these cells.
  ///
  /// - Parameter possible: the cells in which each variable may be.
  func classes(_ possible: [[Int]]) -> [Int32] {
    var combinations = [0]
    var stride = 1
    for (variable, cells) in zip(space.variables, possible) {
      combinations = cells.flatMap { cell in combinations.map { $0 + cell * stride } }
      stride *= variable.cellCount
    }
    return Set(combinations.map { classOfCombination[$0] }).sorted()
  }

  /// The class of an entry all of whose variables are known.
  func onlyClass(of cells: UnsafeBufferPointer<Int32>) -> Int32? {
    var combination = 0
    var stride = 1
    for (index, variable) in space.variables.enumerated() {
      guard cells[index] >= 0 else { return nil }
      combination += Int(cells[index]) * stride
      stride *= variable.cellCount
    }
    return classOfCombination[combination]
  }
}

extension EntryCondition {
  /// Whether an entry fits whose variables are in these cells.
  fileprivate func holds(_ cells: [Int32], in space: FactSpace) -> Bool {
    switch self {
    case .attribute(let id, let values):
      return UnaryTest(fact: id, values: values).holds(cells, in: space)
    case .group(let connective, let members):
      let count = members.count { $0.holds(cells, in: space) }
      switch connective {
      case .allOf: return count == members.count
      case .anyOf: return count > 0
      case .noneOf: return count == 0
      case .atLeast(let least): return count >= least
      }
    }
  }
}

extension UnaryTest {
  fileprivate func holds(_ cells: [Int32], in space: FactSpace) -> Bool {
    space.hits(of: self).contains { hit in hit.cells.contains(Int(cells[hit.variable])) }
  }
}
