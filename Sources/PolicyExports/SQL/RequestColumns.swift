internal import DecisionRequests
internal import DecisionTable
internal import PolicyChecks

/// The columns of the table `requests`: each fact has a column of its name, and further columns where
/// it can be stated in more than one way.
struct RequestColumns {
  struct Column {
    let name: String
    let type: SQLType
    let meaning: String
  }

  static let table = "requests"
  static let id = Column(
    name: "id", type: .text, meaning: "the caller's name for the request")
  static let date = Column(name: "date", type: .date, meaning: "the date of service")
  static let error = Column(
    name: "error", type: .text, meaning: "why the request cannot be read, or null")

  /// The columns of one fact.
  let own: [Column]

  init(of fact: Fact) {
    own = FactColumns(of: fact).columns.map { column in
      let (type, meaning) = RequestColumns.value(of: fact, stated: column.role)
      return Column(name: column.name, type: type, meaning: meaning)
    }
  }

  private static func value(of fact: Fact, stated role: FactColumns.Role) -> (SQLType, String) {
    switch (fact.type, role) {
    case (.boolean, _): (.boolean, "true or false")
    case (.code, _): (.text, "a code, as in CPT:76498")
    case (.choice(let words), _): (.text, words.joined(separator: ", "))
    case (.number(let type), _):
      (.decimal, type.unit.map { "in \($0)" } ?? (type.isInteger ? "an integer" : "a number"))
    case (.date, _): (.date, "a day")
    case (.duration, .since): (.date, "the day from which it counts")
    case (.duration, _): (.decimal, "or its length")
    case (.set, .present): (.texts, "or the members that are present,")
    case (.set, .absent): (.texts, "and those that are absent")
    case (.set, _): (.texts, "a complete list of terms and codes")
    case (.records, _): preconditionFailure("a record in SQL")
    }
  }

  /// All columns of the table.
  ///
  /// - Throws: a refusal at a fact whose column would have the name of another column.
  static func all(of facts: [Fact]) throws(ExportRefusal) -> [Column] {
    var columns = [id, date]
    for fact in facts {
      for column in RequestColumns(of: fact).own {
        guard column.name != error.name, !columns.contains(where: { $0.name == column.name })
        else {
          throw ExportRefusal(
            of: .fact(fact.id), "two columns would be called `\(column.name)`",
            help: "give the fact another name")
        }
        columns.append(column)
      }
    }
    return columns + [error]
  }
}

extension Fact {
  /// Its columns as values.
  var columns: [SQLExpression] { RequestColumns(of: self).own.map { .column($0.name) } }
}
