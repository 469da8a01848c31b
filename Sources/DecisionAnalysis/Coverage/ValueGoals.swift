internal import DecisionTable
internal import Values

/// A value that a test names, and when a request meets the test by this value alone.
struct NamedValue {
  let value: TestValue
  let present: (variable: Int, cell: Int)
  /// The variables of the other terms that the test names, if the fact is a set.
  let absent: [Int]
  let stated: CoverageGoals.Stated?
  let space: FactSpace

  func function(_ builder: inout CircuitBuilder) -> Circuit.Ref {
    var conjuncts = [builder.atom(present.variable, cell: present.cell, space)]
    for variable in absent {
      conjuncts.append(builder.atom(variable, cell: FactSpace.absent, space))
    }
    return builder.all(conjuncts)
  }
}

extension FactSpace {
  /// The values of a test, if it names more than one.
  func values(of test: UnaryTest) -> [NamedValue] {
    guard test.values.count > 1, let fact = fact(test.fact) else { return [] }
    var seen: Set<TestValue> = []
    return test.values.filter { seen.insert($0).inserted }.compactMap { value in
      switch value {
      case .range, .records: return nil
      case .word(let word) where variable(of: fact) == nil:
        let members = members(of: fact)
        guard let variable = members[word] else { return nil }
        let others = test.values.compactMap { other -> Int? in
          guard case .word(let term) = other, term != word else { return nil }
          return members[term]
        }
        return NamedValue(
          value: value, present: (variable, FactSpace.present), absent: others, stated: nil,
          space: self)
      case .word, .boolean, .code:
        guard let variable = variable(of: fact),
          case .values(let cells) = variables[variable].domain
        else { return nil }
        return NamedValue(
          value: value, present: (variable, cells.cell(of: value)), absent: [],
          stated: CoverageGoals.Stated(
            fact: fact, variable: variable, wanted: .value(value), example: FactValue(value)),
          space: self)
      }
    }
  }

  /// Both sides of each bound at which the answer of a test changes.
  func sides(of test: UnaryTest, _ facts: [Fact]) -> [(
    bound: CoverageGoal.Bound, cell: Int, stated: CoverageGoals.Stated
  )] {
    guard let fact = fact(test.fact), let variable = variable(of: fact),
      case .line(let line) = variables[variable].domain
    else { return [] }
    let type = facts[fact].type
    let accepted = Set(line.cells(in: test.values))
    return line.cuts.indices.flatMap { cut in
      let isMet = [cut, cut + 1].map { accepted.contains(line.cellOfStretch[$0]) }
      guard isMet[0] != isMet[1] else {
        return [] as [(CoverageGoal.Bound, Int, CoverageGoals.Stated)]
      }
      return [0, 1].compactMap { side in
        let stretch = cut + side
        let interval = line.interval(ofStretch: stretch).intersection(type.extent)
        let point = type.point(at: line.cuts[cut], isBeyond: side == 1)
        guard let value = point ?? type.near(line.cuts[cut], isBeyond: side == 1, in: interval),
          let example = type.stated(value)
        else { return nil }
        return (
          CoverageGoal.Bound(interval: interval, point: point, isMet: isMet[side]),
          line.cellOfStretch[stretch],
          CoverageGoals.Stated(
            fact: fact, variable: variable, wanted: .side(stretch: stretch, point: point),
            example: example)
        )
      }
    }
  }
}

extension FactType {
  /// The last value before a cut, or the first after it; nil if there is none.
  fileprivate func point(at cut: LineCells.Cut, isBeyond: Bool) -> ExactDecimal? {
    if hasIntegerLine {
      // On an integer line, every cut is immediately before an integer.
      return isBeyond ? cut.value : ExactDecimal.simplest(after: nil, before: cut.value)
    }
    return cut.isAfter != isBeyond ? cut.value : nil
  }

  /// A value on an open side of a cut: one unit away from the cut if that is in the interval, or else
  /// the simplest value in the interval.
  fileprivate func near(_ cut: LineCells.Cut, isBeyond: Bool, in interval: Interval)
    -> ExactDecimal?
  {
    if let step = cut.value.adding(ExactDecimal(isBeyond ? 1 : -1)), interval.contains(step) {
      return step
    }
    return point(in: interval)
  }
}
