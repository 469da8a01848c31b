internal import DecisionTable
internal import Diagnostics

/// What the columns of a CSV file of requests hold, by its first line.
package struct CSVColumns: Sendable {
  enum Column: Hashable, Sendable {
    case id
    case policy
    case revision
    case date
    case fact(String)
    /// A column of the caller's own: its name begins with an underscore.
    case other
  }

  let columns: [Column]

  /// The header of the answers.
  package static let answers =
    "id,policy,revision,basis,result,outcome,criteria,needs,via,reconstructed,draft,error,message,line\n"

  /// - Throws: for a column that is neither a member of a request nor a fact of any table, since a
  ///   misspelt fact would otherwise be passed over.
  package init(header: [UInt8], for responder: Responder) throws(RequestError) {
    var row = CSVRow()
    try row.read(header)
    let facts = Set(responder.tables.flatMap { $0.declared.facts.map(\.id) })
    var columns: [Column] = []
    for field in 0..<row.count {
      let name = row.text(field)
      let column: Column
      switch name {
      case "id": column = .id
      case "policy": column = .policy
      case "revision": column = .revision
      case "date": column = .date
      case _ where facts.contains(name): column = .fact(name)
      case _ where name.hasPrefix("_"): column = .other
      default:
        let known = ["id", "policy", "revision", "date"] + facts.sorted()
        let help = suggestion(for: name, among: known).map { "; \($0)" } ?? ""
        throw RequestError(
          .unknownColumn,
          "the column `\(name)` is no fact of any table\(help); the name of a column of your own begins with `_`"
        )
      }
      if column != .other, columns.contains(column) {
        throw RequestError(.repeatedColumn, "the column `\(name)` is given twice")
      }
      columns.append(column)
    }
    self.columns = columns
  }

  func place(of column: Column) -> Int? { columns.firstIndex(of: column) }
}
