internal import CArrow
internal import DecisionRequests
internal import DecisionTable
internal import MessageText

/// What each column of a stream of requests states.
///
/// The columns are those of the table `requests` in SQL: `id`, `date`, `error`, and for each fact the columns of
/// its type. Any of them may be missing.
struct RequestColumns: Sendable {
  /// A column: its place among the children of a batch.
  struct Column: Sendable {
    let index: Int
    let name: String
    let type: ColumnType
  }

  /// The columns of one fact, by what they state.
  struct FactGroup: Sendable {
    let fact: Int
    var columns: [(role: FactColumns.Role, column: Column)] = []

    func column(_ role: FactColumns.Role) -> Column? {
      columns.first { $0.role == role }?.column
    }
  }

  private(set) var id: Column?
  private(set) var date: Column?
  private(set) var error: Column?
  /// In the order of the table's facts.
  private(set) var facts: [FactGroup] = []

  init(_ schema: ArrowSchema, of table: DecisionTable) throws(ColumnError) {
    let format = schema.format.map { String(cString: $0) } ?? ""
    guard format == "+s" else { throw .notRows(format: format) }
    var meanings: [String: (fact: Int, role: FactColumns.Role)] = [:]
    for (index, fact) in table.facts.enumerated() {
      for column in FactColumns(of: fact).columns {
        guard meanings.updateValue((index, column.role), forKey: column.name) == nil,
          !RequestColumns.own.contains(column.name)
        else { throw .ambiguousColumn(column.name) }
      }
    }
    var groups: [Int: FactGroup] = [:]
    var names: Set<String> = []
    for (index, field) in try schema.columns().enumerated() {
      guard names.insert(field.name).inserted else { throw .repeatedColumn(field.name) }
      let column = Column(index: index, name: field.name, type: field.type)
      func check(_ isRead: Bool, _ expected: String) throws(ColumnError) {
        guard isRead || field.type == .null else {
          let child = schema.children?[index]?.pointee
          throw .wrongType(
            column: field.name, expected: expected, format: child?.typeDescription ?? "")
        }
      }
      switch field.name {
      case "id":
        try check(field.type.isText || field.type.isInteger, "a text or an integer")
        id = column
      case "date":
        try check(field.type.isDay, "a date")
        date = column
      case "error":
        try check(field.type.isText, "a text")
        error = column
      default:
        guard let meaning = meanings[field.name] else {
          let known = RequestColumns.own + meanings.keys.sorted()
          throw .unknownColumn(field.name, suggestion: suggestion(for: field.name, among: known))
        }
        let fact = table.facts[meaning.fact]
        try field.type.check(
          states: meaning.role, of: fact, as: field.name, orElse: check)
        groups[meaning.fact, default: FactGroup(fact: meaning.fact)].columns.append(
          (meaning.role, column))
      }
    }
    facts = groups.keys.sorted().compactMap { groups[$0] }
  }

  private static let own = ["id", "date", "error"]
}

extension ArrowSchema {
  /// The format, with that of its dictionary or elements.
  fileprivate var typeDescription: String {
    let own = format.map { String(cString: $0) } ?? ""
    if let dictionary { return "\(own), a dictionary of \(dictionary.pointee.typeDescription)" }
    let children = (0..<Int(n_children)).compactMap { self.children?[$0]?.pointee.typeDescription }
    return children.isEmpty ? own : "\(own)<\(children.joined(separator: ", "))>"
  }
}
