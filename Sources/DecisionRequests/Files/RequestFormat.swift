/// How a file of requests is read: JSON objects on lines, or rows of CSV.
package enum RequestFormat: Sendable {
  case lines
  case rows(CSVColumns)

  /// What the user says about the format of a file.
  package enum Stated: Sendable {
    case ndjson
    case csv
  }

  package var columns: CSVColumns? {
    if case .rows(let columns) = self { columns } else { nil }
  }
}
