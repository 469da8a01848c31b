internal import MessageText

/// The meaning of the columns of a CSV file of requests, from its header.
package struct CSVColumns: Sendable {
  enum Column: Hashable, Sendable {
    case id
    case policy
    case revision
    case date
    case fact(String)
    /// A column of the caller's own: its name begins with an underscore.
    case other
    /// A column without a name, as spreadsheets leave at the right edge; its fields must be empty.
    case unnamed
  }

  package let delimiter: UInt8
  let columns: [Column]
  /// The indices of the columns that are not facts; nil for a column that the file does not have.
  let id: Int?
  let policy: Int?
  let revision: Int?
  let date: Int?
  let unnamed: [Int]

  /// As many as a spreadsheet can have.
  static let most = 16_384

  /// - Parameters:
  ///   - header: the record with the names of the columns.
  ///   - facts: every fact that a table of the run declares.
  /// - Throws: for a column that is neither a member of a request nor a fact, since a misspelt fact
  ///   would otherwise be passed over.
  init(header: UnsafeBufferPointer<UInt8>, delimiter: UInt8, facts: Set<String>)
    throws(RequestFileError)
  {
    var row = CSVRow()
    do throws(RequestError) {
      try row.read(header, delimiter: delimiter)
    } catch {
      throw RequestFileError("the header cannot be read: \(error.message)")
    }
    guard row.count <= CSVColumns.most else {
      throw RequestFileError("the file has more than \(CSVColumns.most) columns")
    }
    var columns: [Column] = []
    var indices: [Column: Int] = [:]
    for field in 0..<row.count {
      let name = row.text(field)
      guard let column = Column(name, facts: facts) else {
        let known = ["id", "policy", "revision", "date"] + facts.sorted()
        throw RequestFileError(
          "the column `\(name)` is not a fact of any table",
          help: (suggestion(for: name, among: known).map { "\($0); " } ?? "")
            + "the name of a column of your own begins with `_`")
      }
      if column != .other, column != .unnamed, indices.updateValue(field, forKey: column) != nil {
        throw RequestFileError("two columns are called `\(name)`", help: "remove one of the two")
      }
      columns.append(column)
    }
    guard columns.contains(where: { $0 != .unnamed }) else {
      throw RequestFileError(
        "the first line does not name a column", help: "write the names of the columns on it")
    }
    self.delimiter = delimiter
    self.columns = columns
    id = indices[.id]
    policy = indices[.policy]
    revision = indices[.revision]
    date = indices[.date]
    unnamed = columns.indices.filter { columns[$0] == .unnamed }
  }

  /// Checks that a row has as many fields as the header and nothing in columns without a name.
  func check(_ row: CSVRow) throws(RequestError) {
    guard row.count == columns.count else {
      throw RequestError(
        .badCSV,
        "the row has \(row.count) field\(row.count == 1 ? "" : "s"), and the header has \(columns.count)"
      )
    }
    for field in unnamed where !row.isEmpty(field) {
      throw RequestError(
        .badCSV, "field \(field + 1) has a value, and its column does not have a name")
    }
  }
}

extension CSVColumns.Column {
  /// Nil if the name means nothing here.
  fileprivate init?(_ name: String, facts: Set<String>) {
    switch name {
    case "id": self = .id
    case "policy": self = .policy
    case "revision": self = .revision
    case "date": self = .date
    case _ where facts.contains(name): self = .fact(name)
    case _ where name.hasPrefix("_"): self = .other
    case _ where name.allSatisfy(\.isWhitespace): self = .unnamed
    default: return nil
    }
  }
}
