package import DecisionTable
package import Values

/// Requests generated from cells, for examples, witnesses and tests.
extension Decider {
  /// The facts of a request that has these cells. A fact of which nothing is known is omitted.
  ///
  /// A value is at an included bound of its cell if there is one, and otherwise has few digits.
  ///
  /// - Parameter cells: the cell of each variable, `Facts.unknown` if it is unknown.
  package func witness(_ cells: [Int32]) -> [String: FactValue] {
    space.request(in: cells, of: table.facts, on: space.service(for: cells))
  }
}

extension FactSpace {
  /// The facts of a request that has these cells, where -1 is unknown.
  ///
  /// - Parameter service: the date of service, before which lists have their entries.
  func request(in cells: [Int32], of declared: [Fact], on service: CalendarDate?)
    -> [String: FactValue]
  {
    var facts: [String: FactValue] = [:]
    var members: [Int: (present: [SetMember], absent: [SetMember], isComplete: Bool)] = [:]
    for (index, variable) in variables.enumerated() {
      let fact = declared[variable.fact]
      let cell = Int(cells[index])
      switch variable.domain {
      case .member(let term):
        var set = members[variable.fact] ?? ([], [], true)
        switch cell {
        case FactSpace.present: set.present.append(.term(term))
        case FactSpace.absent: set.absent.append(.term(term))
        default: set.isComplete = false
        }
        members[variable.fact] = set
      case .records(let records):
        if cell >= 0, let service, let list = records.example(of: cell, on: service) {
          facts[fact.id] = .records(list)
        }
      case .values, .line:
        if cell >= 0 { facts[fact.id] = example(of: index, cell: cell, fact.type) }
      }
    }
    for (index, set) in members {
      let isKnown = !set.present.isEmpty || !set.absent.isEmpty
      let id = declared[index].id
      if set.isComplete {
        facts[id] = .set(set.present)
      } else if isKnown {
        facts[id] = .partialSet(present: set.present, absent: set.absent)
      }
    }
    return facts
  }

  /// A value in a cell of a scalar fact that a request can state.
  func example(of variable: Int, cell: Int, _ type: FactType) -> FactValue {
    switch variables[variable].domain {
    case .member, .records: preconditionFailure("a variable of a fact that is not a scalar")
    case .values(let cells):
      if let value = cells.values[cell].first { return FactValue(value) }
      // The cell contains the values that no test names.
      let named = Set(cells.values.joined())
      if let value = type.allValues?.first(where: { !named.contains($0) }) {
        return FactValue(value)
      }
      return .code(Code.unlike(named))
    case .line(let cells):
      guard let stretch = cells.cellOfStretch.firstIndex(of: cell),
        let example = type.stated(cells.points[stretch])
      else { preconditionFailure("a cell without a stretch") }
      return example
    }
  }
}

extension Code {
  /// A code that is not one of these values.
  fileprivate static func unlike(_ named: Set<TestValue>) -> Code {
    let numbers = (10_000...99_999).reversed().lazy.map { "CPT:\($0)" }
    let others = (0...9_999).lazy.flatMap { number in
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ".lazy.map { "HCPCS:\($0)\(String(number + 10_000).dropFirst())" }
    }
    for text in numbers {
      if let code = try? Code(text), !named.contains(.code(code)) { return code }
    }
    for text in others {
      if let code = try? Code(text), !named.contains(.code(code)) { return code }
    }
    preconditionFailure("a source cannot name 350,000 codes")
  }
}

extension FactType {
  /// The value that a request states for a point of the line, or nil if there is none.
  package func stated(_ point: ExactDecimal) -> FactValue? {
    switch self {
    case .number: return .quantity(point, unit: nil)
    case .date:
      return point.integer.flatMap(CalendarDate.init(dayNumber:)).map { .date($0) }
    case .duration(let unit):
      // Use the declared unit if that is exact, and months or days if it is not.
      if let count = point.integer, count % unit.length == 0 {
        return .quantity(ExactDecimal(count / unit.length), unit: nil)
      }
      return .quantity(point, unit: unit.isOfMonths ? "mo" : "d")
    case .boolean, .code, .choice, .set, .records: return nil
    }
  }
}
