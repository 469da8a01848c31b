/// Why a stream of requests cannot be decided.
package enum ColumnError: Error, Hashable, Sendable, CustomStringConvertible {
  case unsupportedType(column: String, format: String)
  case notRows(format: String)
  case unknownColumn(String, suggestion: String?)
  case repeatedColumn(String)
  case wrongType(column: String, expected: String, format: String)
  /// An attribute that entries of this column do not have.
  case unknownAttribute(column: String, attribute: String, known: [String])
  /// The table has two facts whose columns would have one name.
  case ambiguousColumn(String)
  /// The producer of the stream broke a rule of the format.
  case badStream(String)
  /// The producer reported an error.
  case producer(code: Int, message: String)

  package var description: String {
    switch self {
    case .unsupportedType(let column, let format):
      "column `\(column)` has the Arrow type `\(format)`, which is not read here"
    case .notRows(let format):
      "a stream of requests has batches of rows (a struct), not the Arrow type `\(format)`"
    case .unknownColumn(let name, let suggestion):
      "column `\(name)` is not one of this table" + (suggestion.map { "; \($0)" } ?? "")
    case .repeatedColumn(let name): "there are two columns `\(name)`"
    case .wrongType(let column, let expected, let format):
      "column `\(column)` is \(expected), not the Arrow type `\(format)`"
    case .unknownAttribute(let column, let attribute, let known):
      "entries of column `\(column)` do not have `\(attribute)`, but \(known.map { "`\($0)`" }.joined(separator: ", "))"
    case .ambiguousColumn(let name):
      "two facts of this table would have a column `\(name)`, so it cannot be asked in columns"
    case .badStream(let reason): "the stream is not valid: \(reason)"
    case .producer(let code, let message): "the stream failed with error \(code): \(message)"
    }
  }
}
