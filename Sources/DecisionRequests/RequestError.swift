package import DecisionTable
package import JSONText
internal import MessageText
internal import Values

/// Why one request does not get an answer. The run goes on.
package struct RequestError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The code of the error for machines, in kebab case. The list is closed.
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
    case noValueLeft = "no-value-left"
    case tooManyEntries = "too-many-entries"
    case missingDate = "missing-date"
    case dateAfterService = "date-after-service"
    case contradiction
    case conflict
    case noRevisionInForce = "no-revision-in-force"
    case undecidedByDate = "undecided-by-date"
    case undecided
  }

  package let code: Code
  /// What is wrong. It can be shown on a terminal, whatever the request says.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message.printable
  }

  package var description: String { "\(code.rawValue): \(message)" }

  /// A text that should be a date, `of` a fact or of the request itself.
  package init(badDate text: String, of fact: String? = nil) {
    self.init(
      .badDate, (fact.map { "`\($0)`: " } ?? "") + "`\(text)` is not a date like 2024-02-01")
  }

  package init(_ error: JSONError) {
    let code: Code =
      switch error.kind {
      case .notJSON: .badJSON
      case .notUTF8: .badUTF8
      case .repeatedName: .repeatedMember
      case .tooDeep: .tooDeep
      }
    self.init(code, "\(error.message) (byte \(error.offset + 1))")
  }

  package init(_ error: FactError) {
    func meant(_ name: String, _ known: [String]) -> String {
      suggestion(for: name, among: known).map { "; \($0)" } ?? ""
    }
    let (code, help): (Code, String) =
      switch error {
      case .unknownFact(let name, let known): (.unknownFact, meant(name, known))
      case .wrongType: (.wrongType, "")
      case .unknownWord(_, let word, let known): (.unknownWord, meant(word, known))
      case .contradiction, .contradictedCode: (.contradiction, "")
      case .wrongUnit, .inexact: (.wrongUnit, "")
      case .noValueLeft: (.noValueLeft, "")
      case .outOfRange: (.outOfRange, "")
      case .missingDate: (.missingDate, "")
      case .afterService: (.dateAfterService, "")
      case .entry(_, _, let inner):
        (RequestError(inner).code, "")
      case .tooManyEntries: (.tooManyEntries, "")
      case .emptyStretch: (.noValueLeft, "")
      case .tooManyCompletions: (.undecided, "")
      }
    self.init(code, error.description + help)
  }

  package init(_ error: Undecided) { self.init(.undecided, error.description) }

  init(_ error: CodeError, of fact: String) {
    self.init(.badCode, "`\(fact)`: \(error.reason)")
  }

  init(_ error: RevisionHistory.ResolutionError, approvalStandsIn: Bool) {
    switch error {
    case .unknownRevision(let name, let known):
      let help = choice(among: known).map { "; \($0)" } ?? ""
      self.init(.unknownRevision, "there is no revision `\(name)`\(help)")
    case .noRevisionInForce(let date):
      self.init(
        .noRevisionInForce,
        "no revision is known to be in force on \(date)"
          + (approvalStandsIn
            ? "" : "; name the revision, or let approval dates count as effective dates"))
    case .undecidedByDate(let date, let entry):
      self.init(
        .undecidedByDate,
        "\(entry.printed) may or may not be in force on \(date), since the day on which it begins is not printed; name the revision"
      )
    }
  }
}
