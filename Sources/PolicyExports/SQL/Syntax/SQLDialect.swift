/// The engines for which queries are written.
package enum SQLDialect: String, CaseIterable, Sendable {
  case duckdb
  /// PostgreSQL 15 or later.
  case postgres
  /// Spark SQL 4 or later, in ANSI mode or not.
  case spark

  /// The most numbers that the arrays of a query may hold. We chose the limits: with 15,000 numbers
  /// Spark takes most of a minute to plan a query, and with 86,000 it runs out of memory; the other
  /// engines take some seconds.
  var mostEntries: Int { self == .spark ? 20_000 : 100_000 }
}

/// The types of columns and of lists.
enum SQLType: Hashable {
  case text
  case integer
  case boolean
  /// Exact: any number in PostgreSQL; elsewhere 20 digits before the point and 18 after it.
  case decimal
  /// Exact, with 9 digits before the point and 9 after it, which leaves digits for a multiplication.
  case shortDecimal
  case date
  case texts
  case integers
  /// A JSON value.
  case json
}
