/// The engines for which queries are written.
package enum SQLDialect: String, CaseIterable, Sendable {
  case duckdb
  /// PostgreSQL 15 or later.
  case postgres
  /// Spark SQL 4 or later, in ANSI mode or not.
  case spark
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
