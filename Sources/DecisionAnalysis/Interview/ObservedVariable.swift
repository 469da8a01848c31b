internal import DecisionTable
internal import Values

/// A variable as answers show it: what can be told of it from an answer, and which cells each can
/// mean.
struct ObservedVariable: Sendable {
  /// What an answer shows, and the cells in which the variable may then be.
  struct Sign: Sendable {
    let cells: [Int]
    let reading: SignReading
  }

  enum SignReading: Sendable {
    case options([Interview.Option])
    case stretch(Interval)
    case term(String, isPresent: Bool)
  }

  /// The place of its question.
  let question: Int
  let signs: [Sign]
  /// Signs follow one another on a line, so that only neighbours are spoken of together.
  let isLine: Bool

  /// Nothing is told of it: any cell may be meant.
  var isHidden: Bool { signs.count == 1 }

  init(_ variable: FactSpace.Variable, question: Int, in table: DecisionTable) {
    self.question = question
    let all = Array(0..<variable.cellCount)
    switch variable.domain {
    case .member(let term):
      isLine = false
      signs = [
        Sign(cells: [FactSpace.absent], reading: .term(term, isPresent: false)),
        Sign(cells: [FactSpace.present], reading: .term(term, isPresent: true)),
      ]
    case .values(let cells):
      isLine = false
      signs = ObservedVariable.signs(of: cells, table.facts[variable.fact].type, table.periods)
    case .line(let cells):
      isLine = true
      if case .duration = table.facts[variable.fact].type {
        signs = [Sign(cells: all, reading: .stretch(Interval(lower: nil, upper: nil)))]
      } else {
        signs = cells.cellOfStretch.indices.map { stretch in
          Sign(
            cells: [cells.cellOfStretch[stretch]],
            reading: .stretch(cells.interval(ofStretch: stretch)))
        }
      }
    }
  }

  private static func signs(
    of cells: ValueCells, _ type: FactType, _ periods: [CodePeriod]
  ) -> [Sign] {
    func options(_ values: [TestValue]) -> [Interview.Option] {
      values.compactMap { value in
        switch value {
        case .boolean(let value): .boolean(value)
        case .word(let word): .word(word)
        case .code(let code): .code(code)
        case .range: nil
        }
      }
    }
    var signs: [Sign] = []
    for (cell, values) in cells.values.enumerated() where !values.isEmpty {
      // A code outside its period is another code.
      let limited = values.filter { value in
        guard case .code(let code) = value else { return false }
        return periods.contains { $0.code == code }
      }
      let always = values.filter { !limited.contains($0) }
      if !always.isEmpty { signs.append(Sign(cells: [cell], reading: .options(options(always)))) }
      if !limited.isEmpty {
        let either = [cell] + (cells.otherwise.map { [$0] } ?? [])
        signs.append(Sign(cells: either, reading: .options(options(limited))))
      }
    }
    guard let otherwise = cells.otherwise else { return signs }
    let named = Set(cells.values.joined())
    let rest = type.allValues.map { options($0.filter { !named.contains($0) }) } ?? [.otherCode]
    return signs + [Sign(cells: [otherwise], reading: .options(rest))]
  }

  /// What is known where one of these signs, which are neighbours on a line, was seen.
  func reading(of places: [Int]) -> Interview.Reading {
    switch signs[places[0]].reading {
    case .term(let term, let isPresent): return isPresent ? .holds(term: term) : .lacks(term: term)
    case .options:
      return .oneOf(
        places.flatMap { place -> [Interview.Option] in
          if case .options(let options) = signs[place].reading { options } else { [] }
        })
    case .stretch(let first):
      guard case .stretch(let last) = signs[places[places.count - 1]].reading else {
        preconditionFailure("a stretch among other signs")
      }
      return .within(Interval(lower: first.lower, upper: last.upper))
    }
  }
}
