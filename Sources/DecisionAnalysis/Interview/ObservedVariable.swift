internal import DecisionTable
internal import Values

/// A variable as seen through answers: the signs that an answer can show, and the cells that each
/// sign allows.
struct ObservedVariable: Sendable {
  /// Something that an answer shows, and the cells in which the variable may then be.
  struct Sign: Sendable {
    let cells: [Int]
    let reading: SignReading
  }

  enum SignReading: Sendable {
    case options([Interview.Option])
    case stretch(Interval)
    case term(String, isPresent: Bool)
  }

  /// The index of the variable's question.
  let question: Int
  let signs: [Sign]
  /// Whether the signs are stretches of a line, so that only adjacent signs can be combined.
  let isLine: Bool

  /// Whether answers say nothing about the variable, so that it may be in any cell.
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
    case .records:
      // A form does not interpret lists of entries.
      isLine = false
      signs = [Sign(cells: all, reading: .options([]))]
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
        case .range, .records: nil
        }
      }
    }
    var signs: [Sign] = []
    for (cell, values) in cells.values.enumerated() where !values.isEmpty {
      // Outside its period, a code counts as a different code.
      let limited = values.filter { value in
        guard case .code(let code) = value else { return false }
        return periods.contains { $0.code == code }
      }
      let always = values.filter { !limited.contains($0) }
      if !always.isEmpty { signs.append(Sign(cells: [cell], reading: .options(options(always)))) }
      if !limited.isEmpty {
        let either = [cell] + (cells.unnamed.map { [$0] } ?? [])
        signs.append(Sign(cells: either, reading: .options(options(limited))))
      }
    }
    guard let unnamed = cells.unnamed else { return signs }
    let named = Set(cells.values.joined())
    let rest = type.allValues.map { options($0.filter { !named.contains($0) }) } ?? [.otherCode]
    return signs + [Sign(cells: [unnamed], reading: .options(rest))]
  }

  /// What is known if one of these signs was seen; on a line, the signs must be adjacent.
  func reading(of indices: [Int]) -> Interview.Reading {
    switch signs[indices[0]].reading {
    case .term(let term, let isPresent):
      return isPresent ? .contains(term: term) : .doesNotContain(term: term)
    case .options:
      return .oneOf(
        indices.flatMap { index -> [Interview.Option] in
          if case .options(let options) = signs[index].reading { options } else { [] }
        })
    case .stretch(let first):
      guard case .stretch(let last) = signs[indices[indices.count - 1]].reading else {
        preconditionFailure("a stretch among other signs")
      }
      return .within(Interval(lower: first.lower, upper: last.upper))
    }
  }
}
