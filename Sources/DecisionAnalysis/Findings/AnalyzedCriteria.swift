internal import DecisionTable

/// The criteria of a table in document order, each compiled separately.
struct AnalyzedCriteria {
  struct Entry {
    let criterion: Criterion
    let statement: Int
    let parent: Int?
    var members: [Int] = []
    /// The index after the last descendant.
    var end = 0
    /// The functions of the requirements and the negated exceptions.
    var conjuncts: [CompleteRequests.Function] = []
    var function = CompleteRequests.Function.never
    /// When the request is in scope and meets all requirements and exceptions of the ancestors.
    var context = CompleteRequests.Function.never
  }

  let table: DecisionTable
  let requests: CompleteRequests
  let base: TableFunctions
  private(set) var entries: [Entry] = []
  private(set) var roots: [Int] = []

  init(_ table: DecisionTable, usesDiagram: Bool) {
    self.table = table
    requests = CompleteRequests(facts: table.facts, tables: [table], usesDiagram: usesDiagram)
    base = requests.functions(of: table)
    for (index, statement) in table.statements.enumerated() {
      roots.append(add(statement.criterion, statement: index, parent: nil, context: base.scope))
    }
  }

  private mutating func add(
    _ criterion: Criterion, statement: Int, parent: Int?, context: CompleteRequests.Function
  ) -> Int {
    let index = entries.count
    entries.append(Entry(criterion: criterion, statement: statement, parent: parent))
    let conjuncts = requests.conjuncts(of: criterion)
    entries[index].conjuncts = conjuncts
    entries[index].context = context
    guard case .group(let connective, let criteria) = criterion.rule else {
      entries[index].function = requests.criterion(criterion)
      entries[index].end = entries.count
      return index
    }
    let inner = requests.all([context] + conjuncts)
    var members: [Int] = []
    for member in criteria {
      members.append(add(member, statement: statement, parent: index, context: inner))
    }
    entries[index].members = members
    entries[index].end = entries.count
    let rule = requests.join(members.map { entries[$0].function }, connective)
    entries[index].function = requests.all(conjuncts + [rule])
    return index
  }
}
