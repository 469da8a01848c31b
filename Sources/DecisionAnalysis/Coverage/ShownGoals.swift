package import DecisionTable
package import Values

/// The goals that one request shows.
extension CoverageGoals {
  /// The indices of the goals that these facts show for certain.
  ///
  /// - Parameter date: the date of service.
  /// - Throws: if the facts are not valid values of the table's facts.
  package func shown(by values: [String: FactValue], date: CalendarDate?) throws(FactError)
    -> Set<Int>
  {
    let facts = try decider.facts(values, on: date)
    let cells = KnownCells(facts)
    var scratch = EvaluationScratch()
    var shown: Set<Int> = []
    for (index, target) in targets.enumerated() {
      guard let function = target.function else { continue }
      let state = cells.with { circuit.state(function, $0, &scratch) }
      guard state == .yes else { continue }
      if let stated = target.stated, !isStated(stated, values, date) { continue }
      shown.insert(index)
    }
    // No part is unknown if every variable has a known cell.
    if !cells.isComplete {
      var states = CriterionStates(circuit, decider.space, cells)
      for index in goals.indices where goals[index].kind == .unknown {
        let state = try? states.state(of: tree.parts[goals[index].part].function)
        if state == .unknown {
          shown.insert(index)
        }
      }
    }
    return shown
  }

  private func isStated(
    _ stated: Stated, _ values: [String: FactValue], _ date: CalendarDate?
  ) -> Bool {
    let fact = decider.table.facts[stated.fact]
    guard let value = values[fact.id] else { return false }
    switch stated.wanted {
    case .value(let wanted): return value == FactValue(wanted)
    case .side(let stretch, let point):
      guard let position = LinePosition(value, of: fact, on: date),
        case .line(let line) = decider.space.variables[stated.variable].domain
      else { return false }
      return line.stretch(position.isBeyond) == stretch && point.map(position.isAt) ?? true
    }
  }
}

/// The position of a stated value on the line of its fact.
private enum LinePosition {
  case point(ExactDecimal)
  /// A duration that is stated by its first day.
  case since(CalendarDate, until: CalendarDate, CalendarUnit)

  /// Nil for a value that is not one point, such as a range.
  init?(_ value: FactValue, of fact: Fact, on date: CalendarDate?) {
    switch (fact.type, value) {
    case (.date, .date(let day)): self = .point(ExactDecimal(day.dayNumber))
    case (.number, .quantity(let number, let unit)), (.duration, .quantity(let number, let unit)):
      guard let point = try? fact.onLine(number, unit: unit) else { return nil }
      self = .point(point)
    case (.duration(let unit), .date(let day)):
      guard let date else { return nil }
      self = .since(day, until: date, unit)
    case (.number, _), (.date, _), (.duration, _), (.boolean, _), (.code, _), (.choice, _),
      (.set, _), (.records, _):
      return nil
    }
  }

  func isBeyond(_ cut: LineCells.Cut) -> Bool {
    switch self {
    case .point(let value): return cut.isAfter ? value > cut.value : value >= cut.value
    case .since(let day, let date, let unit):
      guard let anniversary = unit.anniversary(cut.value, since: day) else { return false }
      return cut.isAfter ? date > anniversary : date >= anniversary
    }
  }

  func isAt(_ point: ExactDecimal) -> Bool {
    switch self {
    case .point(let value): return value == point
    case .since(let day, let date, let unit): return unit.anniversary(point, since: day) == date
    }
  }
}
