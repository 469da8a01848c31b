/// The sources of a policy that is determined by bytes: facts of every type, tested at the limits
/// of their types, in criteria of every form, with one or two revisions.
///
/// Most of these policies compile. Some have errors, such as an empty range.
package struct RandomPolicy {
  package typealias File = (path: String, text: String)

  /// The files, with paths below the folder `policy`.
  package let files: [File]

  package init(_ bytes: [UInt8]) {
    var choices = Choices(bytes)
    let facts = (0...choices.number(below: 4)).map { RandomFact("fact_\($0)", &choices) }
    let months = choices.rarely(2) ? ["2024-01", "2024-06"] : ["2024-01"]
    let entries = months.enumerated().map { index, month in
      let supersedes = index > 0 ? ", supersedes: \(months[index - 1])" : ""
      return "{revision: \(month), status: draft\(supersedes)}"
    }
    var files: [File] = [
      (
        "terminology/terms.yaml",
        """
        terminology: terms
        title: Terms
        terms: [{id: anemia, label: Anemia}, {id: asthma, label: Asthma}, {id: cough, label: Cough}]

        """
      ),
      (
        "X.1/revisions.yaml",
        """
        policy: X.1
        publisher: A payer
        original: The payer publishes it.
        revisions: [\(entries.joined(separator: ", "))]
        log: [\(months.map { "{revision: \($0), changes: [New.]}" }.joined(separator: ", "))]

        """
      ),
    ]
    for month in months {
      var revision = RandomRevision(facts: facts, choices: choices)
      files.append(("X.1/\(month).yaml", revision.text(month)))
      choices = revision.choices
    }
    if choices.rarely(2) {
      let stated = facts.map { "\($0.name): \($0.stated(&choices))" }.joined(separator: ", ")
      let date = choices.one(of: ["", "date: \(choices.one(of: Edge.dates)), "])
      files.append(
        (
          "X.1/cases.yaml",
          "policy: X.1\ncases: [{name: A, \(date)facts: {\(stated)}, expect: {result: met}}]\n"
        ))
    }
    self.files = files
  }
}

private struct RandomRevision {
  let facts: [RandomFact]
  var choices: Choices
  private var ids: [String] = []
  private var count = 0

  init(facts: [RandomFact], choices: Choices) {
    self.facts = facts
    self.choices = choices
  }

  mutating func text(_ month: String) -> String {
    let declarations = facts.map(\.declaration).joined(separator: "\n")
    let scope = condition(depth: 1)
    let statements = (0...choices.number(below: 2)).map { _ in statement }
    return """
      policy: X.1
      revision: \(month)
      title: Any policy
      facts:
      \(declarations)
      scope: \(scope)
      statements:
      \(statements.joined(separator: "\n"))
      \(coding)
      """
  }

  private var statement: String {
    mutating get {
      let outcome = choices.one(of: [
        "medically_necessary", "not_medically_necessary", "investigational",
      ])
      return "  - {outcome: \(outcome), \(criterion(depth: 2).dropFirst())"
    }
  }

  private mutating func criterion(depth: Int) -> String {
    count += 1
    let id = "criterion_\(count)"
    let fact = choices.one(of: facts)
    let form = depth == 0 ? 0 : choices.number(below: 6)
    let isPrinted = form == 0 && fact.isOrdered && choices.rarely(2)
    let text = isPrinted ? "'Value {\(fact.name)}'" : "A text"
    var members = ["id: \(id)", "text: \(text)"]
    if !isPrinted, choices.rarely(4) { members.append("require: [\(condition(depth: 1))]") }
    if !isPrinted, choices.rarely(4) { members.append("unless: [\(condition(depth: 1))]") }
    switch form {
    case 2: members.append("all_of: \(list(depth))")
    case 3: members.append("any_of: \(list(depth))")
    case 4: members.append("none_of: \(list(depth))")
    case 5: members.append("some_of: {at_least: 2, of: \(list(depth))}")
    case 1 where !ids.isEmpty: members.append("when: {criterion: \(choices.one(of: ids))}")
    default: members.append("when: \(fact.test(&choices))")
    }
    // Only a complete criterion can be referenced, so that no criterion refers to itself.
    ids.append(id)
    return "{\(members.joined(separator: ", "))}"
  }

  private mutating func list(_ depth: Int) -> String {
    let members = (0..<2 + choices.number(below: 2)).map { _ in criterion(depth: depth - 1) }
    return "[\(members.joined(separator: ", "))]"
  }

  private mutating func condition(depth: Int) -> String {
    guard depth > 0, choices.rarely(3) else { return choices.one(of: facts).test(&choices) }
    let members = (0..<2).map { _ in condition(depth: depth - 1) }
    return
      "{\(choices.one(of: ["all_of", "any_of", "none_of"])): [\(members.joined(separator: ", "))]}"
  }

  private var coding: String {
    mutating get {
      guard choices.rarely(2) else { return "" }
      let rows = Edge.codes.prefix(1 + choices.number(below: 3)).map { code in
        let form = choices.number(below: 4)
        let from = form & 1 == 0 ? [] : ["from: \(choices.one(of: Edge.dates))"]
        let until = form & 2 == 0 ? [] : ["until: \(choices.one(of: Edge.dates))"]
        let days = (from + until).joined(separator: ", ")
        return "{code: '\(code)', descriptor: A code\(form == 0 ? "" : ", valid: {\(days)}")}"
      }
      return
        "coding: {text: Codes., cpt_copyright: 2024, codes: [\(rows.joined(separator: ", "))]}\n"
    }
  }
}
