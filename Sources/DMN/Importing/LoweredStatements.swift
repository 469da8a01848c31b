internal import DecisionTable

/// The statements of a draft: one for each group of rules with the same answer.
///
/// An answer that favours the request becomes `medically_necessary`. Any other answer needs a
/// statement only if it takes precedence over one that favours the request; otherwise it is the
/// result when no statement holds.
struct LoweredStatements {
  private(set) var statements: [Statement] = []
  private(set) var remarks: [ModelProblem] = []

  /// Consecutive rules with the same answer.
  private struct Group {
    let answer: String
    let line: Int
    /// Empty for the default answer, which the table gives if no rule matches.
    var rules: [LoweredRule]

    /// Whether it holds for every request that reaches it.
    var holdsAlways: Bool { rules.isEmpty || rules.contains(where: \.tests.isEmpty) }
  }

  init(_ precedence: RulePrecedence, of table: RuleTable, favoring: Set<String>) {
    var groups: [Group] = []
    for rule in reachableRules(precedence) {
      let existing =
        precedence.isOrdered
        ? groups.indices.last.flatMap { groups[$0].answer == rule.answer ? $0 : nil }
        : groups.firstIndex { $0.answer == rule.answer }
      if let existing {
        groups[existing].rules.append(rule)
      } else {
        groups.append(Group(answer: rule.answer, line: rule.rule.line, rules: [rule]))
      }
    }
    var isOrdered = precedence.isOrdered
    if !isOrdered {
      // Among several answers, one favourable answer is enough.
      groups =
        groups.filter { favoring.contains($0.answer) }
        + groups.filter { !favoring.contains($0.answer) }
    }
    if let answer = table.outputs[0].defaultEntry?.answerName,
      !groups.contains(where: \.holdsAlways)
    {
      groups.append(Group(answer: answer, line: table.outputs[0].line, rules: []))
      isOrdered = true
    }
    let last = groups.lastIndex { favoring.contains($0.answer) } ?? 0
    for (index, group) in groups.enumerated() {
      let favors = favoring.contains(group.answer)
      if favors || (isOrdered && index < last) {
        add(group, favors: favors)
      } else {
        remarks.append(
          ModelProblem(
            "`\(group.answer)` does not have a statement: it is the result when no statement holds",
            line: group.line, help: "write a statement where the policy prints one"))
      }
    }
  }

  /// The rules up to and including the first that matches every request.
  private mutating func reachableRules(_ precedence: RulePrecedence) -> [LoweredRule] {
    guard precedence.isOrdered,
      let last = precedence.rules.firstIndex(where: \.tests.isEmpty)
    else { return precedence.rules }
    let final = precedence.rules[last]
    for rule in precedence.rules[(last + 1)...] {
      remarks.append(
        ModelProblem(
          "rule \(rule.number) is left out: rule \(final.number) matches every request and takes "
            + "precedence", line: rule.rule.line, help: "remove it, or change their order"))
    }
    return Array(precedence.rules[...last])
  }

  private mutating func add(_ group: Group, favors: Bool) {
    let number = statements.count + 1
    let answer = group.answer.plainLine("Answer")
    let rule: Criterion.Rule =
      group.holdsAlways ? .group(.allOf, []) : .group(.anyOf, group.rules.map(\.criterion))
    statements.append(
      Statement(
        outcome: favors ? .medicallyNecessary : .notMedicallyNecessary,
        criterion: Criterion(
          id: "statement_\(number)", label: "\(number)",
          text: group.holdsAlways ? "\(answer): every other request" : "\(answer):", rule: rule)))
    if !favors {
      remarks.append(
        ModelProblem(
          "`\(group.answer)` takes precedence over an answer that favours the request, and becomes "
            + "`not_medically_necessary`", line: group.line,
          help: "check that the policy says so, or make the rules exclude each other"))
    }
  }
}
