/// Reads one decision table, and collects the problems of all of its cells.
struct TableReading {
  private let texts: TextReading
  private var problems: [ModelProblem] = []

  static func logic(of element: ReadElement, _ texts: TextReading) -> DecisionLogic {
    var reading = TableReading(texts: texts)
    let table = reading.table(element)
    if let problems = ModelProblems(reading.problems) { return .unread(problems) }
    return .table(table)
  }

  private init(texts: TextReading) { self.texts = texts }

  private mutating func table(_ element: ReadElement) -> RuleTable {
    let hitPolicy = hitPolicy(element)
    let inputs = element.children("input").map { input($0) }
    let outputs = element.children("output").map { output($0) }
    if outputs.isEmpty {
      report("the table does not have an output", element, help: "add one")
    }
    var rules: [TableRule] = []
    for (rule, number) in zip(element.children("rule"), 1...) {
      let tests = rule.children("inputEntry")
      let answers = rule.children("outputEntry")
      guard tests.count == inputs.count, answers.count == outputs.count else {
        report(
          "rule \(number) has \(tests.count) tests and \(answers.count) answers, for "
            + "\(inputs.count) inputs and \(outputs.count) outputs", rule,
          help: "give it one cell for each column")
        continue
      }
      rules.append(
        TableRule(
          id: rule.attributes["id"] ?? "", description: rule.child("description")?.text,
          tests: tests.map { cellOrText($0) ?? .any }, answers: answers.map(texts.expressionOrText),
          line: rule.line, testLines: tests.map { $0.child("text")?.line ?? $0.line }))
    }
    return RuleTable(
      id: element.attributes["id"] ?? "", hitPolicy: hitPolicy, inputs: inputs, outputs: outputs,
      rules: rules, line: element.line)
  }

  private mutating func input(_ clause: ReadElement) -> InputClause {
    let tested = clause.child("inputExpression")
    var expression = tested.map(texts.expressionOrText) ?? .unread("")
    if expression == .null { expression = .unread("") }
    return InputClause(
      id: clause.attributes["id"] ?? "", label: clause.attributes["label"],
      expression: expression, type: TextReading.typeName(tested?.attributes["typeRef"]),
      values: cell(clause.child("inputValues")), line: clause.line)
  }

  private mutating func output(_ clause: ReadElement) -> OutputClause {
    OutputClause(
      id: clause.attributes["id"] ?? "", name: clause.attributes["name"],
      type: TextReading.typeName(clause.attributes["typeRef"]),
      values: cell(clause.child("outputValues")),
      defaultEntry: clause.child("defaultOutputEntry").map(texts.expressionOrText),
      line: clause.line)
  }

  private mutating func cell(_ element: ReadElement?) -> UnaryTests? {
    do throws(ModelProblem) {
      return try texts.cell(element)
    } catch {
      problems.append(error)
      return nil
    }
  }

  private mutating func cellOrText(_ element: ReadElement) -> UnaryTests? {
    do throws(ModelProblem) {
      return try texts.cellOrText(element)
    } catch {
      problems.append(error)
      return nil
    }
  }

  // MARK: Hit policies

  private mutating func hitPolicy(_ element: ReadElement) -> HitPolicy {
    let written = element.attributes["hitPolicy"] ?? HitPolicy.unique.name
    let policies: [HitPolicy] = [
      .unique, .any, .priority, .first, .ruleOrder, .outputOrder, .collect(nil),
    ]
    guard let policy = policies.first(where: { $0.name == written }) else {
      // The tables of some tools show the first letter alone.
      let suggested = policies.filter { $0.name.first == written.first }
      report(
        "there is no hit policy `\(written)`", element,
        help:
          "write \((suggested.isEmpty ? policies : suggested).map { "`\($0.name)`" }.joined(separator: " or "))"
      )
      return .unique
    }
    guard policy == .collect(nil), let aggregation = element.attributes["aggregation"] else {
      return policy
    }
    guard let kind = HitPolicy.Aggregation(rawValue: aggregation) else {
      report(
        "there is no aggregation `\(aggregation)`", element,
        help: "write `SUM`, `COUNT`, `MIN` or `MAX`")
      return policy
    }
    return .collect(kind)
  }

  private mutating func report(_ message: String, _ element: ReadElement, help: String) {
    problems.append(ModelProblem(message, line: element.line, help: help))
  }
}
