/// A value in a query, by what it means; `SQLPrinter` writes it for each engine.
indirect enum SQLExpression: Hashable {
  case column(String)
  case text(String)
  /// A number by its digits.
  case number(String)
  /// A day, as `2024-01-31`.
  case date(String)
  case null
  /// The value as another type. The query ends with an error where it cannot be converted.
  case cast(SQLExpression, SQLType)

  /// A list of texts.
  case list([SQLExpression])
  case integers([Int])
  /// An element of a list, the first of which is number 1.
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
  /// Whether the condition is true of some element of a list of texts; it names the element `element`.
  case someElement(SQLExpression, SQLExpression)
  /// Whether a regular expression matches some part of a text. It keeps to what RE2, PostgreSQL and
  /// Java have in common, and has a `$` only at its end, for the end of the text.
  case matches(SQLExpression, String)

  case plus(SQLExpression, SQLExpression)
  case concatenated([SQLExpression])
  /// A text without its dots.
  case undotted(SQLExpression)
  case floor(SQLExpression)
  case times(SQLExpression, Int)
  /// A day a number of months later; in a shorter month, its last day.
  case later(SQLExpression, months: Int)
  /// A day a number of days later.
  case afterDays(SQLExpression, Int)
  /// The value of the first choice whose condition is true.
  case choose([Choice], otherwise: SQLExpression)

  // MARK: JSON values

  /// A line of text as a JSON value; null where the line is not one JSON value by RFC 8259.
  case parsed(SQLExpression)
  /// A text as a JSON value, as the engine itself reads JSON.
  case engineParsed(SQLExpression)
  /// The text of a JSON object with each number in quotes, so that no reader rounds it.
  case numbersAsStrings(SQLExpression)
  case member(of: SQLExpression, String)
  /// The name of a `JSONKind`; null where there is no value.
  case kind(of: SQLExpression)
  /// The characters of a string, or the digits of a number.
  case characters(of: SQLExpression)
  /// The names of the members of an object.
  case memberNames(of: SQLExpression)
  /// The elements of an array as texts; null for each element that is not a string.
  case elementTexts(of: SQLExpression)
  /// Whether a list of texts has an element twice.
  case hasRepeats(SQLExpression)
  /// The day that a text like `2024-01-31` names, from 1900 to 2199; null for any other text.
  case readDate(SQLExpression)

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

  /// The type of a JSON value.
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
