extension Export {
  /// The queries for one engine.
  package static func sql(_ dialect: SQLDialect) -> [Export] {
    [.requestQuery(dialect), .decisionQuery(dialect)]
  }

  package static let sql = SQLDialect.allCases.flatMap { sql($0) }
}
