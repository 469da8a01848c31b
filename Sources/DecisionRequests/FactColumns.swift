package import DecisionTable

/// The columns in which tables of requests state a fact, in SQL and in Arrow.
///
/// Each has the name of the fact, or that name with what the column states of it.
package struct FactColumns {
  package enum Role: Sendable {
    /// The value, or a complete list.
    case value
    /// The day from which a duration counts.
    case since
    /// The length of a duration.
    case length
    /// Members that are present, where the rest is unknown.
    case present
    case absent
    /// The first and the last day between which the entries that are present are all there are.
    case completeFrom
    case completeUntil
  }

  package struct Column: Sendable {
    package let name: String
    package let role: Role
  }

  package let columns: [Column]

  package init(of fact: Fact) {
    let id = fact.id
    func column(_ suffix: String, _ role: Role) -> Column {
      Column(name: "\(id)_\(suffix)", role: role)
    }
    let value = Column(name: id, role: .value)
    switch fact.type {
    case .boolean, .code, .choice, .number, .date: columns = [value]
    case .duration(let unit):
      columns = [
        column("since", .since), column(unit.isOfMonths ? "months" : "days", .length),
      ]
    case .set: columns = [value, column("present", .present), column("absent", .absent)]
    case .records:
      columns = [
        value, column("present", .present), column("complete_from", .completeFrom),
        column("complete_until", .completeUntil),
      ]
    }
  }
}
