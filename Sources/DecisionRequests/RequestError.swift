internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import Values

/// Why one request has no answer; the run goes on.
package struct RequestError: Error, Hashable, Sendable {
  /// Kebab-case, for machines.
  package let code: String
  package let message: String

  package init(_ code: String, _ message: String) {
    self.code = code
    self.message = message
  }

  init(_ error: JSONError) {
    self.init(error.kind.rawValue, "\(error.message) (byte \(error.offset + 1))")
  }

  init(_ error: FactError) {
    func meant(_ name: String, _ known: [String]) -> String {
      suggestion(for: name, among: known).map { "; \($0)" } ?? ""
    }
    switch error {
    case .unknownFact(let name, let known):
      self.init("unknown-fact", "no fact `\(name)` is asked for\(meant(name, known))")
    case .wrongType(let fact, let expected, let found):
      self.init("wrong-type", "`\(fact)` is \(expected.expectation), not \(found)")
    case .unknownWord(let fact, let word, let known):
      self.init("unknown-word", "`\(word)` is no value of `\(fact)`\(meant(word, known))")
    case .contradiction(let fact, let term):
      self.init("contradiction", "`\(fact)` says that `\(term)` is both present and absent")
    case .contradictedCode(let fact, let code, let term):
      self.init(
        "contradiction", "`\(fact)` says that `\(term)` is absent, and \(code) establishes it")
    case .wrongUnit(let fact, let unit, let expected):
      self.init(
        "wrong-unit",
        "`\(fact)` is \(expected.map { "in `\($0)`" } ?? "a plain number"), not in `\(unit)`")
    case .outOfRange(let fact, let value, let expected):
      self.init("out-of-range", "`\(fact)` is \(expected.expectation), not \(value)")
    case .missingDate(let fact):
      self.init(
        "missing-date", "`\(fact)` depends on the date of service, and the request states none")
    case .afterService(let fact, let date, let service):
      self.init(
        "date-after-service", "`\(fact)` is \(date), which is after the service of \(service)")
    }
  }

  init(_ error: CodeError, of fact: String) {
    self.init("bad-code", "`\(fact)`: \(error.reason)")
  }

  init(_ error: RevisionHistory.ResolutionError, approvalStandsIn: Bool) {
    switch error {
    case .unknownRevision(let name, let known):
      let help = choice(among: known).map { "; \($0)" } ?? ""
      self.init("unknown-revision", "no revision `\(name)`\(help)")
    case .noRevisionInForce(let date):
      self.init(
        "no-revision-in-force",
        "no revision is known to be in force on \(date)"
          + (approvalStandsIn
            ? "" : "; name the revision, or let approval dates count as effective dates"))
    case .undecidedByDate(let date, let entry):
      self.init(
        "undecided-by-date",
        "\(entry.printed) may hold on \(date) or not: the day on which it begins is not printed; name the revision"
      )
    }
  }
}
