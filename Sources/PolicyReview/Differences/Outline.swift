internal import DecisionTable

/// The criteria of a table by id, each with its position in the outline.
struct Outline {
  struct Entry {
    let criterion: Criterion
    /// The outcome of a statement; nil for other criteria.
    let outcome: Outcome?
    /// The id of the group that contains it; nil for statements.
    let parent: String?
    /// Its index among the members of its parent.
    let index: Int
  }

  private var entries: [String: Entry] = [:]
  /// In document order.
  private(set) var ids: [String] = []
  /// The ids of the members of each group, and of the statements under nil.
  private(set) var members: [String?: [String]] = [:]

  init(_ table: DecisionTable) {
    for (index, statement) in table.statements.enumerated() {
      add(statement.criterion, outcome: statement.outcome, parent: nil, index)
    }
  }

  private mutating func add(
    _ criterion: Criterion, outcome: Outcome?, parent: String?, _ index: Int
  ) {
    ids.append(criterion.id)
    members[parent, default: []].append(criterion.id)
    entries[criterion.id] = Entry(
      criterion: criterion, outcome: outcome, parent: parent, index: index)
    guard case .group(_, let criteria) = criterion.rule else { return }
    for (index, member) in criteria.enumerated() {
      add(member, outcome: nil, parent: criterion.id, index)
    }
  }

  subscript(id: String) -> Entry? { entries[id] }
}

extension Outline.Entry {
  /// Whether two versions of a criterion decide alike, apart from their members.
  func decidesLike(_ other: Outline.Entry) -> Bool {
    let (one, two) = (criterion.asWritten, other.criterion.asWritten)
    guard outcome == other.outcome, one.requirements == two.requirements,
      one.exceptions == two.exceptions
    else { return false }
    return switch (one.rule, two.rule) {
    case (.test(let one), .test(let two)): one == two
    case (.group(let one, _), .group(let two, _)): one == two
    case (.reference(let one), .reference(let two)): one == two
    default: false
    }
  }
}
