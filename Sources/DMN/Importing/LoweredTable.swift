package import DecisionTable

/// A decision table of DMN as facts and statements: the start of a policy.
///
/// A rule is a criterion, and the rules of one answer are a statement. The draft answers every
/// complete request as the table does, or the table is refused: where rules conflict, and at each cell
/// that cannot be read. A list of answers favours a request if one of them does.
package struct LoweredTable: Sendable {
  /// The facts that the statements test.
  package let facts: [Fact]
  package let statements: [Statement]
  /// What could not be carried over or has another name, by line.
  package let remarks: [ModelProblem]
  package let modelName: String

  let table: RuleTable
  let space: SampleSpace
  let rules: [LoweredRule]
  let favoring: Set<String>
  /// Whether the table does not have an answer to some requests, because two rules match.
  let hasOpenConflicts: Bool

  /// - Parameters:
  ///   - decision: the name of the decision; nil where the model has only one table.
  ///   - favoring: the answers that favour the request, as text: `Approved`, `true`, `1`.
  package init(
    lowering model: DecisionModel, decision name: String?, favoring: [String]
  ) throws(ModelProblems) {
    let read = try model.table(of: name)
    try LoweredTable.refuseRuleCount(of: read)
    let open = OpenCells(read)
    let table = open.table
    var remarks = LoweredTable.remarksOnOutputs(of: table)
    let lowering = ColumnLowering(open, of: model)
    if let problems = ModelProblems(lowering.problems) { throw problems }
    remarks += lowering.remarks
    let space = SampleSpace(lowering.columns)
    var rules: [LoweredRule] = []
    for (rule, number) in zip(table.rules, 1...) {
      if let lowered = LoweredRule(rule, number: number, space.columns, space.samples, &remarks) {
        rules.append(lowered)
      }
    }
    let named = Set(favoring)
    try LoweredTable.refuseUnknown(favoring, rules, table)
    let conflicts = RuleConflicts(rules, of: table, space)
    if let problems = ModelProblems(conflicts.problems) { throw problems }
    rules = conflicts.rules
    remarks += conflicts.open
    hasOpenConflicts = !conflicts.open.isEmpty
    if let mixed = RuleConflicts.remarkOnMixedLists(rules, of: table, favoring: named, space) {
      remarks.append(mixed)
    }
    let lowered = LoweredStatements(
      try RulePrecedence(rules, of: table), of: table, favoring: named)
    let tested = Set(lowered.statements.flatMap(\.criterion.tests).map(\.fact))
    facts = space.columns.map(\.fact).filter { tested.contains($0.id) }
    for column in space.columns where !tested.contains(column.fact.id) {
      remarks.append(
        ModelProblem(
          "`\(column.fact.id)` is left out: no answer that favours the request depends on it",
          line: table.inputs[column.clauses[0]].line,
          help: "declare it as a fact where the policy asks for it"))
    }
    statements = lowered.statements
    self.remarks = (remarks + lowered.remarks).sorted {
      ($0.line, $0.message) < ($1.line, $1.message)
    }
    self.table = table
    modelName = model.name.oneLine
    self.space = space
    self.rules = rules
    self.favoring = named
  }

  /// The limit on rules: every pair of them is compared, and the draft is for people to edit.
  private static let mostRules = 2_000

  private static func refuseRuleCount(of table: RuleTable) throws(ModelProblems) {
    guard !table.rules.isEmpty else {
      throw ModelProblems(
        ModelProblem("the table does not have any rules", line: table.line, help: "add a rule"))
    }
    guard table.rules.count <= mostRules else {
      throw ModelProblems(
        ModelProblem(
          "the table has \(table.rules.count) rules, more than \(mostRules)", line: table.line,
          help: "split it into several tables, or write a policy by hand"))
    }
  }

  private static func remarksOnOutputs(of table: RuleTable) -> [ModelProblem] {
    table.outputs.dropFirst().enumerated().map { index, output in
      ModelProblem(
        "the output `\(output.name ?? "\(index + 2)")` is left out: the first output decides",
        line: output.line, help: "say what it means in the text of the statement")
    }
  }

  /// A misspelt answer would favour nothing.
  private static func refuseUnknown(
    _ favoring: [String], _ rules: [LoweredRule], _ table: RuleTable
  ) throws(ModelProblems) {
    var answers = rules.map(\.rule.answers[0])
    if let preset = table.outputs[0].defaultEntry { answers.append(preset) }
    let names = Set(answers.filter { $0 != .null }.map(\.answerName))
    let listed = names.sorted().map { "`\($0)`" }.joined(separator: ", ")
    let help =
      names.isEmpty
      ? "write an answer in each rule" : "name them with --favors; the answers are \(listed)"
    guard !favoring.isEmpty else {
      throw ModelProblems(
        ModelProblem(
          names.isEmpty
            ? "no rule has an answer" : "it is not said which answers favour the request",
          line: table.line, help: help))
    }
    let unknown = favoring.filter { !names.contains($0) }
    if let problems = ModelProblems(
      unknown.map {
        ModelProblem("`\($0)` is not an answer of the table", line: table.line, help: help)
      })
    {
      throw problems
    }
  }
}
