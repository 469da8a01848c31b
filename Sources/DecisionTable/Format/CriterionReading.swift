internal import JSONText
internal import Values

extension FactCondition {
  init(_ entry: TableReader, _ facts: [Fact]) throws(TableError) {
    let condition = try FactCondition(writtenOut: entry, facts)
    self =
      try entry.optional("criterion").map { (criterion) throws(TableError) in
        .reference(CriterionReference(id: try criterion.text(), condition: condition))
      } ?? condition
  }

  private init(writtenOut entry: TableReader, _ facts: [Fact]) throws(TableError) {
    guard let group = try entry.connective() else {
      self = .test(try UnaryTest(entry, facts))
      return
    }
    guard entry.optional("fact") == nil else {
      throw entry.malformed("a test and a group are in one object")
    }
    var conditions: [FactCondition] = []
    for member in group.of { conditions.append(try FactCondition(member, facts)) }
    self = .group(group.connective, conditions)
  }

  static func list(_ name: String, of entry: TableReader, _ facts: [Fact])
    throws(TableError) -> [FactCondition]
  {
    guard let list = entry.optional(name) else { return [] }
    var conditions: [FactCondition] = []
    for element in try list.elements() { conditions.append(try FactCondition(element, facts)) }
    return conditions
  }
}

extension Criterion {
  init(_ entry: TableReader, _ facts: [Fact]) throws(TableError) {
    let rule: Rule
    if let group = try entry.connective() {
      guard entry.optional("when") == nil else {
        throw entry.malformed("a test and a group are in one object")
      }
      var criteria: [Criterion] = []
      for member in group.of { criteria.append(try Criterion(member, facts)) }
      rule = .group(group.connective, criteria)
    } else {
      switch try FactCondition(try entry.member("when"), facts) {
      case .test(let test): rule = .test(test)
      case .reference(let reference): rule = .reference(reference)
      case .group: throw entry.malformed("a group without `criterion` stands in place of a test")
      }
    }
    self.init(
      id: try entry.text("id"), label: try entry.text("label"), text: try entry.text("text"),
      requirements: try FactCondition.list("require", of: entry, facts),
      exceptions: try FactCondition.list("unless", of: entry, facts), rule: rule)
  }
}
