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
    let id = fact.id
    switch fact.type {
    case .boolean: own = [Column(name: id, type: .boolean, meaning: "true or false")]
    case .code: own = [Column(name: id, type: .text, meaning: "a code, as in CPT:76498")]
    case .choice(let words):
      own = [Column(name: id, type: .text, meaning: words.joined(separator: ", "))]
    case .number(let type):
      own = [
        Column(
          name: id, type: .decimal,
          meaning: type.unit.map { "in \($0)" } ?? (type.isInteger ? "an integer" : "a number"))
      ]
    case .date: own = [Column(name: id, type: .date, meaning: "a day")]
    case .duration(let unit):
      own = [
        Column(name: "\(id)_since", type: .date, meaning: "the day from which it counts"),
        Column(
          name: "\(id)_\(unit.isOfMonths ? "months" : "days")", type: .decimal,
          meaning: "or its length"),
      ]
    case .set:
      own = [
        Column(name: id, type: .texts, meaning: "a complete list of terms and codes"),
        Column(name: "\(id)_present", type: .texts, meaning: "or the members that are present,"),
        Column(name: "\(id)_absent", type: .texts, meaning: "and those that are absent"),
      ]
    case .records: preconditionFailure("a record in SQL")
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
