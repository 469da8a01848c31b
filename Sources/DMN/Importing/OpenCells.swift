/// A table in which each cell that a test of a fact cannot express is a column of its own.
///
/// A policy compares facts with constants. A cell that compares with another variable, calls a function,
/// or is written in another language becomes a fact that says whether the cell holds: the table is then
/// one of constants, and asks for what only an engine can work out.
struct OpenCells {
  let table: RuleTable
  /// The cells by the expression of the column that was added for each.
  private(set) var cells: [FEELExpression: Cell] = [:]
  /// The columns that had such a cell.
  private(set) var opened: Set<Int> = []

  /// A cell and the column that it tests.
  struct Cell {
    let clause: InputClause
    let text: String
    /// The line on which it first occurs.
    let line: Int
  }

  init(_ given: RuleTable) {
    var added: [FEELExpression] = []
    /// By rule, the value that the cell of an added column has to have.
    var values: [[FEELExpression: Bool]] = []
    var kept: [[UnaryTests]] = []
    for rule in given.rules {
      var value: [FEELExpression: Bool] = [:]
      var tests = rule.tests
      for (index, test) in rule.tests.enumerated() where test.isOpen {
        let clause = given.inputs[index]
        guard clause.expression != .unread("") else { continue }
        let positive = UnaryTests.anyOf(test.tests)
        let expression = FEELExpression.unread("\(clause.expression.text): \(positive.text)")
        let isPositive = test == positive
        // A rule that has the cell both ways matches nothing, which only its constants can say.
        guard value[expression, default: isPositive] == isPositive else { continue }
        if cells[expression] == nil {
          added.append(expression)
          cells[expression] = Cell(
            clause: clause, text: positive.text, line: rule.line(ofTest: index))
        }
        value[expression] = isPositive
        opened.insert(index)
        tests[index] = .any
      }
      values.append(value)
      kept.append(tests)
    }
    table = RuleTable(
      id: given.id, hitPolicy: given.hitPolicy,
      inputs: given.inputs
        + added.map { [cells] expression in
          InputClause(
            id: "", label: nil, expression: expression, type: nil, values: nil,
            line: cells[expression]?.line ?? given.line)
        },
      outputs: given.outputs,
      rules: zip(given.rules, zip(kept, values)).map { rule, cells in
        TableRule(
          id: rule.id, description: rule.description,
          tests: cells.0
            + added.map { expression in
              cells.1[expression].map { .anyOf([.equal(.boolean($0))]) } ?? .any
            },
          answers: rule.answers, line: rule.line,
          testLines: rule.tests.indices.map(rule.line(ofTest:)) + added.map { _ in rule.line })
      }, line: given.line)
  }
}

extension UnaryTests {
  /// Whether it compares with something other than constants of the kinds that facts have.
  fileprivate var isOpen: Bool {
    tests.contains { test in
      switch test {
      case .equal(let value), .comparison(_, let value): value.isOpen
      case .interval(let range): range.from.value.isOpen || range.to.value.isOpen
      }
    }
  }
}

extension FEELExpression {
  fileprivate var isOpen: Bool {
    // `True` is not a variable but a misspelt constant, which is reported at its cell.
    if case .name(let parts) = self, parts.count == 1,
      ["true", "false", "null"].contains(parts[0].lowercased())
    {
      return false
    }
    if firstName != nil || firstUnread != nil { return true }
    guard let value = try? FEELEvaluation(values: [:], line: 0).value(of: self) else {
      return false
    }
    if case .list = value { return false }
    // A time or duration that the evaluator does not read is no more a constant of a fact than others.
    if value == .null, case .call(let function, _) = self {
      return [.time, .dateAndTime, .duration].contains(function)
    }
    return value != .null && LiteralKind(value) == nil
  }

  /// The first text in it that was not understood.
  private var firstUnread: String? {
    switch self {
    case .null, .boolean, .number, .string, .name: nil
    case .unread(let text): text
    case .negative(let operand): operand.firstUnread
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right):
      left.firstUnread ?? right.firstUnread
    case .list(let members), .call(_, let members):
      members.lazy.compactMap(\.firstUnread).first
    }
  }
}
