package import DecisionTable
package import Values

/// Codes of requests on dates of service: on a date on which it is not valid, a code is another one.
extension DecisionTable {
  /// A date of service on which as many of the codes are valid as can be together; nil where none
  /// of them has a period.
  package func date(of codes: [Code]) -> CalendarDate? {
    var best: (date: CalendarDate, valid: Int)?
    for period in periods where codes.contains(period.code) {
      for date in [period.until, period.from].compactMap(\.self) {
        let valid = codes.count { isValid($0, on: date) }
        if valid > best?.valid ?? -1 { best = (date, valid) }
      }
    }
    return best?.date
  }
}

extension Decider {
  /// The same request with another code in the place of each that is not valid on its date, so that
  /// it says what it means.
  func saying(_ values: [String: FactValue], on date: CalendarDate) -> [String: FactValue] {
    var values = values
    for (place, fact) in table.facts.enumerated() {
      guard case .code(let code)? = values[fact.id], !table.isValid(code, on: date),
        let variable = space.variable(of: place),
        case .values(let cells) = space.variables[variable].domain, let other = cells.otherwise
      else { continue }
      values[fact.id] = space.example(of: variable, cell: other, fact.type)
    }
    return values
  }
}
