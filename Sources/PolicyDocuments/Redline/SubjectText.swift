internal import DecisionTable
internal import DecisionWording
internal import PolicyModel
internal import PolicyReview
internal import Values

/// The name of something that changed, and its text in both revisions.
struct SubjectText {
  let name: String
  let before: [String]
  let after: [String]

  init(_ subject: Change.Subject, _ difference: RevisionDifference, _ standing: Standing) {
    let (old, new) = (difference.old, difference.new)
    func both(_ text: (Revision) -> [String]?) -> (before: [String], after: [String]) {
      (text(old) ?? [], text(new) ?? [])
    }
    let texts: (before: [String], after: [String])
    switch subject {
    case .title:
      name = "Title"
      texts = both { [$0.title] }
    case .scope:
      name = "Scope"
      texts = both { [$0.table.scope.line(in: $0.table)] }
    case .description:
      name = "Description"
      texts = both { $0.description?.lines }
    case .criterion(let id):
      let (one, other) = (old.criterion(id), new.criterion(id))
      let label: String =
        switch (one?.label, other?.label) {
        case (let one?, let other?) where one != other: "\(other), formerly \(one)"
        case (let one, let other): other ?? one ?? ""
        }
      name = "\(label), \(id)"
      // If one revision's wording is not available, the other's is not a change.
      let hidesWording = !difference.holdsWording && one != nil && other != nil
      texts = both { revision in
        revision.criterion(id).map { criterion in
          (hidesWording ? [] : revision.texts.criteria[id]?.lines ?? [])
            + revision.ownRules(of: criterion)
        }
      }
    case .fact(let id):
      name = "Fact \(id)"
      texts = both { revision in
        revision.table.facts.first { $0.id == id }.map {
          [$0.question, "answered by \($0.type.expectation)"] + $0.labelLines
        }
      }
    case .term(let fact, let id):
      name = "Term \(id) of \(fact)"
      texts = both { revision in
        guard
          revision.table.tests.contains(where: { $0.fact == fact && $0.values.contains(.word(id)) }
          ),
          case .set(_, let terms)? = revision.table.facts.first(where: { $0.id == fact })?.type
        else { return nil }
        return terms.first { $0.id == id }.map { [$0.label] }
      }
    case .section(let id):
      name = "Section “\((new.sections + old.sections).first { $0.id == id }?.title ?? id)”"
      texts = both { revision in
        revision.sections.first { $0.id == id }.map { [$0.title] + $0.text.lines }
      }
    case .coding:
      name = "Coding"
      texts = both { revision in
        revision.coding.map { coding in
          coding.text.lines
            + (coding.cptCopyright.map { ["CPT copyright \($0)"] } ?? [])
        }
      }
    case .code(let code):
      name = "Code \(code.system.rawValue) \(code.value)"
      texts = both { revision in
        revision.coding?.rows.first { $0.code == code }.map { row in
          [row.descriptor] + (row.period.map { ["valid \($0.text)"] } ?? [])
        }
      }
    case .reference(let key):
      name = "Reference \(key)"
      texts = both { revision in
        revision.references.first { $0.key == key }.map { [$0.entry.marked] }
      }
    case .reminder:
      name = "Important reminder"
      texts = both { $0.reminder?.lines }
    case .measurement:
      name = standing.calibrationName
      texts = both { revision in
        revision.measurement.map { ["\($0.calibration), revision \($0.number)"] }
      }
    }
    before = texts.before
    after = texts.after
  }
}

extension Revision {
  /// What a criterion itself requires, without its members: its outcome, its requirements and
  /// exceptions, and either its test or how its members are joined.
  func ownRules(of criterion: Criterion) -> [String] {
    var lines: [String] = []
    if let statement = table.statements.first(where: { $0.criterion.id == criterion.id }) {
      lines.append(statement.outcome.wording)
    }
    func line(_ condition: FactCondition, _ role: ConditionPath.Role, _ index: Int) -> String {
      let path = ConditionPath(criterion: criterion.id, role: role, index: index)
      let test = condition.line(in: table)
      return texts.conditions[path].map { "\($0.plainText) (\(test))" } ?? test
    }
    lines += criterion.requirements.enumerated().map { index, condition in
      "required: \(line(condition, .requirement, index))"
    }
    lines += criterion.exceptions.enumerated().map { index, condition in
      "unless: \(line(condition, .exception, index))"
    }
    switch criterion.rule {
    case .test(let test): lines.append(table.printed(test))
    case .reference(let reference): lines.append(table.printed(reference))
    case .group(let connective, _): lines.append(connective.phrase)
    }
    return lines
  }
}

extension Fact {
  /// The labels that documents print for the fact and its values, if it has any.
  fileprivate var labelLines: [String] {
    let values = valueLabels.sorted { $0.key < $1.key }.map { "\($0.key) printed as “\($0.value)”" }
    return (label.map { ["printed as “\($0)”"] } ?? []) + values
  }
}

extension FactCondition {
  /// The condition on one line: `all of (purpose: screening; age: 50 to 77 years)`.
  func line(in table: DecisionTable) -> String {
    switch self {
    case .test(let test): return table.printed(test)
    case .reference(let reference): return table.printed(reference)
    case .group(let connective, let members):
      return "\(connective.words) (\(members.map { $0.line(in: table) }.joined(separator: "; ")))"
    }
  }
}
