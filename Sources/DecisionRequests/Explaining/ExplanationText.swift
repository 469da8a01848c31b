internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import JSONText
internal import MessageText
internal import Values

/// The explanation as a text for people, in the wording of the documents.
extension ExplainedAnswer {
  var text: String {
    let verdict = explanation.verdict
    var head = "\(id.map { "\($0): " } ?? "")\(table.policy) \(table.entry.printed)"
    head += ", \(basis.words): \(verdict.result.rawValue)"
    if let outcome = verdict.outcome { head += ", \(outcome.rawValue)" }
    if !verdict.criteria.isEmpty { head += " by \(verdict.criteria.joined(separator: ", "))" }
    if !verdict.needs.isEmpty { head += "; needs \(verdict.needs.joined(separator: ", "))" }
    var lines = [head]
    if table.entry.isReconstructed {
      lines.append("  The full text of this revision is not available.")
    }
    if verdict.result == .notMet || verdict.result == .outOfScope {
      lines.append("  This is not a denial: it goes to clinical review by a qualified person.")
    }
    if !ignored.isEmpty {
      lines.append(
        "  Left aside, since only other revisions ask for it: \(ignored.joined(separator: ", ")).")
    }
    lines.append("  Scope:")
    lines += self.lines(CriteriaTree.scope, indent: 2)
    for (part, statement) in zip(tree.statements, table.decider.table.statements) {
      lines.append("  \(statement.outcome.wording):")
      lines += self.lines(part, indent: 2)
    }
    lines += nearMisses
    return lines.map(\.printable).joined(separator: "\n") + "\n"
  }

  private func lines(_ part: Int, indent: Int) -> [String] {
    let margin = String(repeating: "  ", count: indent)
    let children = tree.parts[part].children
    let state = explanation.states[part].wording
    switch tree.parts[part].content {
    case .test(let test):
      let spoken = table.decider.table.spoken(test)
      return [
        "\(margin)[\(state)] \(spoken.question) \(spoken.answer) (\(read(test, explanation.states[part])))"
      ]
    case .group(let connective):
      return ["\(margin)[\(state)] \(connective.phrase)"]
        + children.flatMap { lines($0, indent: indent + 1) }
    case .criterion(let criterion):
      var line = "\(margin)[\(state)] \(criterion.label) \(criterion.text)"
      for rule in children where tree.parts[rule].role == .rule {
        guard case .test(let test) = tree.parts[rule].content else { continue }
        line += " (\(read(test, explanation.states[rule])))"
      }
      var lines = [line]
      // A criterion that refers to another shows what decides that one.
      for rule in children where tree.parts[rule].role == .rule {
        if case .group = tree.parts[rule].content { lines += self.lines(rule, indent: indent + 1) }
      }
      if tree.parts[part].role == .statement {
        lines.append("\(margin)  \(anchor(criterion.label))")
      }
      func add(_ role: CriteriaTree.Part.Role, _ phrase: String) {
        let members = children.filter { tree.parts[$0].role == role }
        guard !members.isEmpty else { return }
        lines.append("\(margin)  \(phrase)")
        lines += members.flatMap { self.lines($0, indent: indent + 2) }
      }
      add(.requirement, ConjunctPhrase.requirements)
      add(.exception, ConjunctPhrase.exceptions)
      if let connective = tree.connective(of: part) { add(.member, connective.phrase) }
      return lines
    }
  }

  /// The test in the names of requests, and what the request states about it.
  private func read(_ test: UnaryTest, _ state: CriterionState) -> String {
    let via = established.filter { $0.fact == test.fact && test.values.contains(.word($0.term)) }
    return "\(table.decider.table.printed(test)); \(said(of: test, state))"
      + via.map { "; via \($0.code)" }.joined()
  }

  /// What the request states about a test. Of a set it is only what the test asks for, since every
  /// line would repeat the list.
  private func said(of test: UnaryTest, _ state: CriterionState) -> String {
    let value = stated(test.fact)
    let fact = table.decider.table.facts.first { $0.id == test.fact }
    guard value != .null else { return "not stated" }
    if let counted = counted[test], case .records(let measured)? = test.values.first {
      return CountedEntriesWording(
        value, counted: counted, by: measured, isSettled: state != .unknown
      ).text
    }
    guard let fact, case .set = fact.type else {
      return "stated: \(fact.map { StatedWording(value, of: $0.type).text } ?? value.compact)"
    }
    let present = (value["present"] ?? value).array ?? []
    let named = test.values.map(\.text).filter { present.contains(.string($0)) }
    if !named.isEmpty { return "stated: \(named.joined(separator: ", "))" }
    return state == .unknown
      ? "not known" : state == .met ? "established" : "stated as absent"
  }

  /// The changes of one fact that change the answer, grouped by the answer.
  private var nearMisses: [String] {
    guard !explanation.nearMisses.isEmpty else {
      return ["  No change of a single fact would change the answer."]
    }
    var answers: [String] = []
    var ways: [String: [String]] = [:]
    for miss in explanation.nearMisses {
      var answer = miss.verdict.result.rawValue
      if let outcome = miss.verdict.outcome { answer += ", \(outcome.rawValue)" }
      if ways[answer] == nil { answers.append(answer) }
      ways[answer, default: []].append(miss.condition)
    }
    return ["  If one fact were different, the answer would be"]
      + answers.flatMap { answer in
        ["    \(answer)"] + (ways[answer] ?? []).map { "      \($0)" }
      } + (explanation.hasAllNearMisses ? [] : ["    and others, which are not listed"])
  }
}

extension RevisionHistory.Basis {
  fileprivate var words: String {
    switch self {
    case .named: "as named"
    case .effective: "by its effective date"
    case .approval: "by its approval date"
    }
  }
}
