internal import DecisionTable
internal import DecisionWording
internal import JSONText
internal import PolicyModel

extension Export {
  /// `decision-table.csv`: rules as rows, for people who read a policy in a spreadsheet.
  package static let decisionTableCSV = Export(.csv, "decision-table.csv") { exported in
    var rules = RuleRows(exported.revision.table)
    return [exported.artifact("decision-table.csv", rules.table.text)]
  }
}

/// A row for each criterion, condition and test of a table, in document order, each after the row that it
/// belongs to; `docs/csv.md` describes the columns.
private struct RuleRows {
  private(set) var table = CSVTable(columns: [
    "row", "under", "part", "label", "id", "text", "outcome", "holds_when", "at_least", "fact",
    "values",
  ])
  private let types: [String: FactType]

  /// What a row is to the row that it belongs to.
  private enum Part: String {
    case scope, statement, criterion, condition, require, unless
  }

  init(_ decisions: DecisionTable) {
    types = Dictionary(
      decisions.facts.map { ($0.id, $0.type) }, uniquingKeysWith: { first, _ in first })
    add(decisions.scope, .scope, under: nil, outcome: nil)
    for statement in decisions.statements {
      add(statement.criterion, .statement, under: nil, outcome: statement.outcome)
    }
  }

  private mutating func add(
    _ criterion: Criterion, _ part: Part, under parent: Int?, outcome: Outcome
  ) {
    var row = Row(part, under: parent, outcome: outcome)
    (row.label, row.id, row.text) = (criterion.label, criterion.id, criterion.text)
    switch criterion.rule {
    case .test(let test): row.set(test, types)
    case .group(let connective, _): row.set(connective)
    case .reference(let reference): row.set(reference)
    }
    let number = append(row)
    for condition in criterion.requirements {
      add(condition, .require, under: number, outcome: outcome)
    }
    for condition in criterion.exceptions {
      add(condition, .unless, under: number, outcome: outcome)
    }
    if case .group(_, let members) = criterion.rule {
      for member in members { add(member, .criterion, under: number, outcome: outcome) }
    }
  }

  private mutating func add(
    _ condition: FactCondition, _ part: Part, under parent: Int?, outcome: Outcome?
  ) {
    var row = Row(part, under: parent, outcome: outcome)
    switch condition {
    case .test(let test): row.set(test, types)
    case .reference(let reference): row.set(reference)
    case .group(let connective, _): row.set(connective)
    }
    let number = append(row)
    if case .group(_, let members) = condition {
      for member in members { add(member, .condition, under: number, outcome: outcome) }
    }
  }

  /// - Returns: the number of the row, from 1.
  private mutating func append(_ row: Row) -> Int {
    let number = table.rows.count + 1
    table.rows.append([
      "\(number)", row.parent.map { "\($0)" } ?? "", row.part.rawValue, row.label, row.id,
      row.text, row.outcome?.rawValue ?? "", row.holdsWhen, row.least.map { "\($0)" } ?? "",
      row.fact, row.values,
    ])
    return number
  }

  private struct Row {
    let part: Part
    let parent: Int?
    let outcome: Outcome?
    var label = ""
    var id = ""
    var text = ""
    var holdsWhen = ""
    var least: Int?
    var fact = ""
    var values = ""

    init(_ part: Part, under parent: Int?, outcome: Outcome?) {
      (self.part, self.parent, self.outcome) = (part, parent, outcome)
    }

    mutating func set(_ test: UnaryTest, _ types: [String: FactType]) {
      holdsWhen = "fact"
      fact = test.fact
      let type = types[test.fact] ?? .boolean
      values = test.values.map { $0.text(of: type) }.joined(separator: "; ")
    }

    mutating func set(_ connective: Connective) {
      holdsWhen = connective.key.rawValue
      if case .atLeast(let count) = connective { least = count }
    }

    /// The criterion that the row refers to.
    mutating func set(_ reference: CriterionReference) {
      holdsWhen = "criterion"
      values = reference.id
    }
  }
}

extension TestValue {
  /// A code or a word as it is; a range as in `at_least 55 and at_most 77` or `over 15 a`.
  fileprivate func text(of type: FactType) -> String {
    guard case .object(let bounds) = json(of: type) else { return text }
    return bounds.map { bound in
      let unit = bound.value["unit"]?.string.map { " " + $0 } ?? ""
      let value = bound.value["value"] ?? bound.value
      return "\(bound.name) \(value.string ?? value.compact)\(unit)"
    }.joined(separator: " and ")
  }
}
