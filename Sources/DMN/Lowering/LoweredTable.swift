package import DecisionTable
internal import Values

/// A decision table of DMN as facts and statements of a `DecisionTable`, as far as it can be said
/// there: the start of a policy.
///
/// A row is a criterion, and the rows of one answer are a statement. An answer that favours the
/// request is `medically_necessary`. Any other one needs a statement only where it comes before one
/// that favours, as rows of FIRST and answers of PRIORITY do; elsewhere it is what holds where no
/// statement does. Tables that answer with several rows at once (RULE ORDER, OUTPUT ORDER, COLLECT)
/// mean no precedence, and are not carried.
package struct LoweredTable: Sendable {
  package let facts: [Fact]
  package let statements: [Statement]
  /// What could not be carried or is named otherwise, at its line.
  package let remarks: [ModelProblem]

  /// - Parameters:
  ///   - decision: the name of the decision; may be nil where one alone is a table.
  ///   - favoring: the answers that favour the request, as texts: `Approved`, `true`, `1`.
  package init(
    lowering model: DecisionModel, decision name: String?, favoring: [String]
  ) throws(ModelProblem) {
    let (decision, table) = try LoweredTable.table(of: model, named: name)
    guard table.hitPolicy.isSingleHit else {
      throw ModelProblem(
        "the hit policy \(table.hitPolicy.name) answers with several rows at once",
        line: table.line,
        help: "import a table that is UNIQUE, ANY, FIRST or PRIORITY")
    }
    var remarks: [ModelProblem] = []
    for output in table.outputs.dropFirst() {
      remarks.append(
        ModelProblem(
          "the output `\(output.name ?? "")` is left out: only the first one decides",
          line: output.line, help: "say what it means in the words of the statement"))
    }
    var columns: [LoweredColumn] = []
    for (place, clause) in table.inputs.enumerated() {
      columns.append(
        try LoweredColumn(
          clause, tests: table.rules.map { $0.tests[place] }, of: decision, in: model, &remarks))
    }
    try LoweredTable.refuseSameNames(columns)
    var rows: [LoweredRow] = []
    // What stands behind it in a table of FIRST is never reached.
    var matchesAll: Int?
    for (rule, number) in zip(table.rules, 1...) {
      if let matchesAll {
        remarks.append(
          ModelProblem(
            "rule \(number) is left out: rule \(matchesAll) matches whatever it matches",
            line: rule.line, help: "remove it, or let rule \(matchesAll) come last"))
        continue
      }
      if let row = LoweredRow(rule, number: number, columns, &remarks) { rows.append(row) }
      if table.hitPolicy == .first, rule.tests.allSatisfy({ $0 == .any }) { matchesAll = number }
    }
    let groups = try LoweredTable.groups(of: rows, table)
    guard groups.contains(where: { favoring.contains($0.answer) }) else {
      let answers = Set(rows.map(\.answer)).sorted().map { "`\($0)`" }.joined(separator: ", ")
      throw ModelProblem(
        "it is not said which answers favour the request", line: table.line,
        help: "name them with --favors; the answers are \(answers)")
    }
    facts = columns.map(\.fact)
    statements = LoweredTable.statements(groups, table.hitPolicy, favoring, &remarks)
    self.remarks = remarks.sorted { ($0.line, $0.message) < ($1.line, $1.message) }
  }

  private static func table(of model: DecisionModel, named name: String?) throws(ModelProblem)
    -> (ModelDecision, RuleTable)
  {
    var tables: [(ModelDecision, RuleTable)] = []
    for decision in model.decisions where name == nil || decision.name == name {
      switch decision.logic {
      case .table(let table): tables.append((decision, table))
      case .unread(let problem): if name != nil { throw problem }
      case .literal, .missing: break
      }
    }
    if tables.count == 1 { return tables[0] }
    let names = model.decisions.map { "`\($0.name)`" }.joined(separator: ", ")
    throw ModelProblem(
      tables.isEmpty ? "the model has no such decision table" : "several decisions are tables",
      line: model.decisions.first?.line ?? 1,
      help: "name one with --decision; the decisions are \(names)")
  }

  private static func refuseSameNames(_ columns: [LoweredColumn]) throws(ModelProblem) {
    var seen: Set<String> = []
    for column in columns where !seen.insert(column.fact.id).inserted {
      throw ModelProblem(
        "two columns test `\(column.fact.id)`", line: column.clause.line,
        help: "join their tests in one column")
    }
  }

  // MARK: Precedence

  private struct Group {
    let answer: String
    var rows: [LoweredRow]
  }

  /// Rows of one answer that hold at one place of precedence, the first that decides first.
  private static func groups(of rows: [LoweredRow], _ table: RuleTable) throws(ModelProblem)
    -> [Group]
  {
    var groups: [Group] = []
    for row in rows {
      let isSame =
        table.hitPolicy == .first
        ? groups.indices.last.flatMap { groups[$0].answer == row.answer ? $0 : nil }
        : groups.firstIndex { $0.answer == row.answer }
      if let isSame {
        groups[isSame].rows.append(row)
      } else {
        groups.append(Group(answer: row.answer, rows: [row]))
      }
    }
    guard table.hitPolicy == .priority else { return groups }
    var priorities: [String] = []
    if case .anyOf(let tests)? = table.outputs[0].values {
      for case .equal(let answer) in tests { priorities.append(LoweredRow.name(of: answer)) }
    }
    for group in groups where !priorities.contains(group.answer) {
      throw ModelProblem(
        "`\(group.answer)` is not among the output values, so it has no priority",
        line: group.rows[0].rule.line, help: "list it among the output values")
    }
    return priorities.flatMap { answer in groups.filter { $0.answer == answer } }
  }

  private static func statements(
    _ groups: [Group], _ policy: HitPolicy, _ favoring: [String], _ remarks: inout [ModelProblem]
  ) -> [Statement] {
    let last = groups.lastIndex { favoring.contains($0.answer) } ?? 0
    var statements: [Statement] = []
    for (place, group) in groups.enumerated() {
      let favors = favoring.contains(group.answer)
      let isNeeded = favors || (place < last && (policy == .first || policy == .priority))
      guard isNeeded else {
        remarks.append(
          ModelProblem(
            "`\(group.answer)` is what the draft answers where no statement holds, without a "
              + "statement of its own", line: group.rows[0].rule.line,
            help: "write a statement where the policy prints one"))
        continue
      }
      let number = statements.count + 1
      statements.append(
        Statement(
          outcome: favors ? .medicallyNecessary : .notMedicallyNecessary,
          criterion: Criterion(
            id: "statement_\(number)", label: "\(number)", text: "\(group.answer.plainWords):",
            rule: .group(.anyOf, group.rows.map(\.criterion)))))
      if !favors {
        remarks.append(
          ModelProblem(
            "`\(group.answer)` comes before an answer that favours, and becomes "
              + "`not_medically_necessary`", line: group.rows[0].rule.line,
            help: "see that the policy says so, or order the rows so that they exclude each other"))
      }
    }
    return statements
  }
}

/// A row as a criterion.
struct LoweredRow {
  let rule: TableRule
  let answer: String
  let criterion: Criterion

  /// Nil, with a remark, where it cannot be said.
  init?(
    _ rule: TableRule, number: Int, _ columns: [LoweredColumn], _ remarks: inout [ModelProblem]
  ) {
    self.rule = rule
    answer = LoweredRow.name(of: rule.answers[0])
    func leaveOut(_ reason: String, help: String) {
      remarks.append(
        ModelProblem("rule \(number) is left out: \(reason)", line: rule.line, help: help))
    }
    var tests: [UnaryTest] = []
    for (column, cell) in zip(columns, rule.tests) {
      switch column.values(of: cell) {
      case .anything: break
      case .values(let values): tests.append(UnaryTest(fact: column.fact.id, values: values))
      case .unsaid(let reason):
        leaveOut(reason, help: "write what it means by hand")
        return nil
      }
    }
    guard let last = tests.last else {
      leaveOut(
        "it tests nothing, and holds wherever no rule before it does",
        help: "say what holds otherwise by a statement of its own, if the policy prints it")
      return nil
    }
    let words = rule.description.map(\.plainWords) ?? ""
    criterion = Criterion(
      id: "rule_\(number)", label: "\(number)", text: words.isEmpty ? "A row of the table" : words,
      requirements: tests.dropLast().map { .test($0) }, rule: .test(last))
  }

  /// An answer as a text: a string without its quotes.
  static func name(of answer: FEELExpression) -> String {
    if case .string(let text) = answer { text } else { answer.text }
  }
}

extension String {
  /// The words of a text of others, without what CommonMark would take for marks.
  fileprivate var plainWords: String {
    let marks = "\\`*_{}[]<>#&@|~!$^=\"".unicodeScalars
    return String.UnicodeScalarView(
      unicodeScalars.map { marks.contains($0) || $0.value < 0x20 ? " " : $0 }
    ).split(separator: " ").map { String($0) }.joined(separator: " ")
  }
}
