internal import DecisionTable
package import JSONShapes
package import JSONText
internal import Values

/// The record of a run, for audits: by which tables it decided, with which options, and how often it
/// gave each answer.
package struct DecisionAudit: Sendable {
  /// A table by which the run could decide, with the SHA-256 of its file.
  package struct Table: Sendable {
    fileprivate let policy: String
    fileprivate let revision: String
    fileprivate let digest: String

    package init(policy: String, revision: String, digest: String) {
      self.policy = policy
      self.revision = revision
      self.digest = digest
    }
  }

  fileprivate let compiler: String
  fileprivate let tables: [Table]
  fileprivate let options: Responder.Defaults
  fileprivate let tally: Tally

  package init(
    compiler: String, tables: [Table], options: Responder.Defaults, _ tally: Tally
  ) {
    self.compiler = compiler
    self.tables = tables
    self.options = options
    self.tally = tally
  }

  package var json: JSON { JSONShape<DecisionAudit>.audit.json(self) }
}

extension PublishedSchema {
  package static let decisionAudit = PublishedSchema(
    "decision-audit", title: "The record of a run of decisions",
    JSONShape<DecisionAudit>.audit.schema)
}

extension JSONShape<DecisionAudit> {
  fileprivate static let audit = JSONShape.object(
    .constant("format", "policyc decision audit"), .constant("version", .number("1")),
    .required("compiler", .text, \.compiler), .required("tables", .list(of: .table), \.tables),
    .required("run", .options, \.options),
    .required("requests", .count()) { $0.tally.answered + $0.tally.failed },
    .required("results", .results, \.tally), .required("bases", .bases, \.tally),
    .required("errors", .errors, \.tally))
}

extension JSONShape<DecisionAudit.Table> {
  fileprivate static let table = JSONShape.object(
    .required("policy", .text, \.policy), .required("revision", .text, \.revision),
    .required("sha256", .digest, \.digest))
}

extension JSONShape<Responder.Defaults> {
  fileprivate static let options = JSONShape.object(
    .optional("policy", .text, \.policy), .optional("revision", .text, \.revision),
    .optional("date", .calendarDate, \.date),
    .required("assume_approval_effective", .flag, \.approvalStandsIn),
    .required("crosswalk", .flag, \.readsCodes))
}

extension JSONShape<Tally> {
  fileprivate static let results = JSONShape.object(
    Verdict.Result.allCases.map { result in
      .required(result.rawValue, .count()) { $0.count(of: result) }
    })

  fileprivate static let bases = JSONShape.object(
    RevisionHistory.Basis.allCases.map { basis in
      .required(basis.rawValue, .count()) { $0.count(of: basis) }
    })

  /// The codes of the errors that occurred.
  fileprivate static let errors = JSONShape.object(
    RequestError.Code.allCases.sorted { $0.rawValue < $1.rawValue }.map { code in
      .optional(code.rawValue, .count(atLeast: 1)) { $0.errors[code.rawValue] }
    })
}
