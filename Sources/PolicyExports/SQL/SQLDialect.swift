/// The engines for which queries are written.
package enum SQLDialect: String, CaseIterable, Sendable {
  case duckdb
  /// PostgreSQL 15 or later.
  case postgres
  /// Spark SQL 4 or later, in ANSI mode or not.
  case spark

  /// Numbers in all tables of a query. The limits are our own: with 15,000 of them Spark takes most
  /// of a minute to plan a query, with 86,000 more memory than it has; the others take some seconds.
  var mostEntries: Int { self == .spark ? 20_000 : 100_000 }
}

/// The types of columns and of lists.
enum SQLType: Hashable {
  case text
  case integer
  case boolean
  /// Exact: any number in PostgreSQL, elsewhere 20 digits before the point and 18 behind it.
  case decimal
  case date
  case texts
  case integers
  /// A JSON value.
  case json
}
