/// The wording of the criteria of a revision.
package struct CriteriaTexts: Hashable, Sendable {
  /// The text of each criterion and statement, by id.
  package let criteria: [String: Prose]
  /// The texts of those requirements and exceptions that have one.
  package let conditions: [ConditionPath: Prose]

  package init(criteria: [String: Prose] = [:], conditions: [ConditionPath: Prose] = [:]) {
    self.criteria = criteria
    self.conditions = conditions
  }

  /// The texts of a criterion and of its requirements and exceptions, in document order.
  package func all(of criterion: String) -> [Prose] {
    let own = conditions.filter { $0.key.criterion == criterion }.sorted { $0.key < $1.key }
    return (criteria[criterion].map { [$0] } ?? []) + own.map(\.value)
  }
}

/// Where a condition is among the requirements or exceptions of a criterion.
package struct ConditionPath: Hashable, Comparable, Sendable {
  package enum Role: String, Sendable, CaseIterable {
    case requirement
    case exception
  }

  /// The id of the criterion.
  package let criterion: String
  package let role: Role
  package let index: Int

  package init(criterion: String, role: Role, index: Int) {
    self.criterion = criterion
    self.role = role
    self.index = index
  }

  package static func < (one: ConditionPath, other: ConditionPath) -> Bool {
    // Requirements are printed before exceptions.
    (one.criterion, one.role == .exception ? 1 : 0, one.index)
      < (other.criterion, other.role == .exception ? 1 : 0, other.index)
  }
}
