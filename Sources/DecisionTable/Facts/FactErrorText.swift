internal import Values

extension FactError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownFact(let name, _): "`\(name)` is not a fact of this revision"
    case .wrongType(let fact, let expected, let found):
      "`\(fact)` is \(expected.expectation), not \(found)"
    case .unknownWord(let fact, let word, _): "`\(word)` is not a value of `\(fact)`"
    case .contradiction(let fact, let term):
      "`\(fact)` says that `\(term)` is both present and absent"
    case .contradictedCode(let fact, let code, let term):
      "`\(fact)` says that `\(term)` is absent, and \(code) makes it present"
    case .wrongUnit(let fact, let unit, let expected):
      "`\(fact)` is \(expected.map { "in \(UnitWords.named($0))" } ?? "a number without a unit"), not in \(UnitWords.named(unit))"
    case .outOfRange(let fact, let value, let expected):
      "`\(fact)` is \(expected.expectation), not \(value)"
    case .inexact(let fact, let value, let unit, let expected):
      "`\(fact)` is in \(UnitWords.named(expected)), and \(value) `\(unit)` is not an exact number of these"
    case .noValueLeft(let fact, let expected):
      "what is stated of `\(fact)` leaves no value; it is \(expected.expectation)"
    case .missingDate(let fact):
      "`\(fact)` depends on the date of service, and the request does not state one"
    case .afterService(let fact, let date, let service):
      "`\(fact)` is \(date), which is after the date of service, \(service)"
    case .entry(let index, let fact, let error): "entry \(index + 1) of `\(fact)`: \(error)"
    case .tooManyEntries(let fact):
      "`\(fact)` has more than \(RecordList.mostEntries) entries"
    case .emptyStretch(let fact, let from, let until):
      "`\(fact)` names days from \(from) until \(until), which is before them"
    case .tooManyCompletions(let fact):
      "`\(fact)` can be completed in more ways than one request may cost; state the days and attributes of more of its entries"
    }
  }
}
