package import DecisionTable
package import Values

/// Codes on dates of service. On a date on which it is not valid, a code counts as a different code.
extension DecisionTable {
  /// A date of service on which as many of the codes as possible are valid, or nil if none of them
  /// has a period.
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
  /// These facts, with each code that is not valid on the date replaced by a code that no test names,
  /// so that the request does not state a code that is read as a different one.
  func replacingInvalidCodes(_ values: [String: FactValue], on date: CalendarDate)
    -> [String: FactValue]
  {
    var values = values
    for (index, fact) in table.facts.enumerated() {
      guard case .code(let code)? = values[fact.id], !table.isValid(code, on: date),
        let variable = space.variable(of: index),
        case .values(let cells) = space.variables[variable].domain, let other = cells.unnamed
      else { continue }
      values[fact.id] = space.example(of: variable, cell: other, fact.type)
    }
    return values
  }
}
