/// A value in a query, by what it means; the printer knows how each engine says it.
indirect enum SQLExpression: Hashable {
  case column(String)
  case text(String)
  /// The digits as written.
  case number(String)
  /// `2024-01-31`.
  case date(String)
  case null
  /// The same value as another type; an error of the query where it has none.
  case cast(SQLExpression, SQLType)

  /// A list of texts.
  case list([SQLExpression])
  case integers([Int])
  /// Counted from 1.
  case element(of: SQLExpression, at: SQLExpression)
  case withoutNulls(SQLExpression)
  case joined(SQLExpression, separator: String)

  case compare(SQLExpression, Comparison, SQLExpression)
  case isAmong(SQLExpression, [SQLExpression])
  case isNull(SQLExpression)
  case not(SQLExpression)
  case all([SQLExpression])
  case any([SQLExpression])
  /// Whether a list holds a value.
  case holds(SQLExpression, SQLExpression)
  /// Whether some element of a list of texts, named `element`, makes the condition true.
  case someElement(SQLExpression, SQLExpression)
  /// Whether a regular expression, without backslashes, matches anywhere.
  case matches(SQLExpression, String)

  case plus(SQLExpression, SQLExpression)
  case concatenated([SQLExpression])
  /// Without any dot.
  case undotted(SQLExpression)
  case floor(SQLExpression)
  case times(SQLExpression, Int)
  /// So many months later, at the end of a shorter month; or so many days.
  case later(SQLExpression, months: Int)
  case afterDays(SQLExpression, Int)
  /// The value of the first condition that is true.
  case choose([Choice], otherwise: SQLExpression)

  // Of JSON values.
  case member(of: SQLExpression, String)
  /// One of `JSONKind`; null where there is no value.
  case kind(of: SQLExpression)
  /// The characters of a string, the digits of a number.
  case characters(of: SQLExpression)
  /// The names of the members of an object.
  case memberNames(of: SQLExpression)
  /// The texts of an array; null for an element that is no string.
  case elementTexts(of: SQLExpression)
  /// The digits of a number, without an exponent where the engine can write it so.
  case digits(of: SQLExpression)
  /// Whether a text stands in a list of texts twice.
  case hasRepeats(SQLExpression)
  /// The day that a text like `2024-01-31` names, from 1900 to 2199; null where there is none.
  case readDate(SQLExpression)
  /// The line of text as a JSON value; null where it is none.
  case parsed(SQLExpression)

  enum Comparison: String {
    case equal = "="
    case less = "<"
    case atMost = "<="
    case over = ">"
    case atLeast = ">="
  }

  struct Choice: Hashable {
    let condition: SQLExpression
    let value: SQLExpression

    init(_ condition: SQLExpression, _ value: SQLExpression) {
      self.condition = condition
      self.value = value
    }
  }

  /// What a JSON value is.
  enum JSONKind: String { case string, number, boolean, array, object, null }
}

extension SQLExpression {
  static var element: SQLExpression { .column("element") }

  static func integer(_ value: Int) -> SQLExpression { .number(String(value)) }

  static func equal(_ one: SQLExpression, _ other: SQLExpression) -> SQLExpression {
    .compare(one, .equal, other)
  }

  static func isGiven(_ value: SQLExpression) -> SQLExpression { .not(.isNull(value)) }

  static func texts(_ words: [String]) -> SQLExpression { .list(words.map { .text($0) }) }
}

/// A query in named steps: each reads what the one before it made.
struct SQLQuery {
  struct Step {
    /// What a later step calls it; the last one has no need of a name.
    let name: String
    let comment: String
    /// Whether all columns of what it reads come along.
    let keepsAll: Bool
    let columns: [(name: String, value: SQLExpression)]
  }

  /// Lines above the query.
  let header: [String]
  /// The table that the first step reads.
  let table: String
  let steps: [Step]
}
