internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import Values

/// Why one request has no answer; the run goes on.
package struct RequestError: Error, Hashable, Sendable {
  /// Kebab-case, for machines; the list is closed.
  package enum Code: String, CaseIterable, Sendable {
    case badJSON = "bad-json"
    case badUTF8 = "bad-utf-8"
    case repeatedMember = "repeated-member"
    case tooDeep = "too-deep"
    case lineTooLong = "line-too-long"
    case notAnObject = "not-an-object"
    case missingFacts = "missing-facts"
    case missingPolicy = "missing-policy"
    case missingRevision = "missing-revision"
    case unknownPolicy = "unknown-policy"
    case unknownRevision = "unknown-revision"
    case unknownFact = "unknown-fact"
    case unknownWord = "unknown-word"
    case wrongType = "wrong-type"
    case badCode = "bad-code"
    case badDate = "bad-date"
    case badCSV = "bad-csv"
    case wrongUnit = "wrong-unit"
    case outOfRange = "out-of-range"
    case missingDate = "missing-date"
    case dateAfterService = "date-after-service"
    case contradiction
    case conflict
    case noRevisionInForce = "no-revision-in-force"
    case undecidedByDate = "undecided-by-date"
    // Of the header of a file alone; no answer has them.
    case repeatedColumn = "repeated-column"
    case unknownColumn = "unknown-column"

    /// Whether it can stand in the place of an answer.
    package var isOfOneRequest: Bool { self != .repeatedColumn && self != .unknownColumn }
  }

  package let code: Code
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  init(_ error: JSONError) {
    let code: Code =
      switch error.kind {
      case .notJSON: .badJSON
      case .notUTF8: .badUTF8
      case .repeatedName: .repeatedMember
      case .tooDeep: .tooDeep
      }
    self.init(code, "\(error.message) (byte \(error.offset + 1))")
  }

  init(_ error: FactError) {
    func meant(_ name: String, _ known: [String]) -> String {
      suggestion(for: name, among: known).map { "; \($0)" } ?? ""
    }
    switch error {
    case .unknownFact(let name, let known):
      self.init(.unknownFact, "no fact `\(name)` is asked for\(meant(name, known))")
    case .wrongType(let fact, let expected, let found):
      self.init(.wrongType, "`\(fact)` is \(expected.expectation), not \(found)")
    case .unknownWord(let fact, let word, let known):
      self.init(.unknownWord, "`\(word)` is no value of `\(fact)`\(meant(word, known))")
    case .contradiction(let fact, let term):
      self.init(.contradiction, "`\(fact)` says that `\(term)` is both present and absent")
    case .contradictedCode(let fact, let code, let term):
      self.init(
        .contradiction, "`\(fact)` says that `\(term)` is absent, and \(code) establishes it")
    case .wrongUnit(let fact, let unit, let expected):
      self.init(
        .wrongUnit,
        "`\(fact)` is \(expected.map { "in `\($0)`" } ?? "a plain number"), not in `\(unit)`")
    case .outOfRange(let fact, let value, let expected):
      self.init(.outOfRange, "`\(fact)` is \(expected.expectation), not \(value)")
    case .missingDate(let fact):
      self.init(
        .missingDate, "`\(fact)` depends on the date of service, and the request states none")
    case .afterService(let fact, let date, let service):
      self.init(
        .dateAfterService, "`\(fact)` is \(date), which is after the service of \(service)")
    }
  }

  init(_ error: CodeError, of fact: String) {
    self.init(.badCode, "`\(fact)`: \(error.reason)")
  }

  init(_ error: RevisionHistory.ResolutionError, approvalStandsIn: Bool) {
    switch error {
    case .unknownRevision(let name, let known):
      let help = choice(among: known).map { "; \($0)" } ?? ""
      self.init(.unknownRevision, "no revision `\(name)`\(help)")
    case .noRevisionInForce(let date):
      self.init(
        .noRevisionInForce,
        "no revision is known to be in force on \(date)"
          + (approvalStandsIn
            ? "" : "; name the revision, or let approval dates count as effective dates"))
    case .undecidedByDate(let date, let entry):
      self.init(
        .undecidedByDate,
        "\(entry.printed) may hold on \(date) or not: the day on which it begins is not printed; name the revision"
      )
    }
  }
}
