internal import DecisionTable
internal import DecisionWording
internal import PolicyModel
internal import Values

/// A decision as the conditions that a request passes in turn, and the answers it can reach.
struct DecisionSteps {
  enum Step {
    /// A condition; a request that fails it goes where `otherwise` says, and any other goes on.
    case condition(title: String, detail: String, otherwise: String)
    /// An answer that a request reaches when it has passed the conditions before.
    case answer(title: String, detail: String)
  }

  private(set) var steps: [Step]
  private let revision: Revision
  private var table: DecisionTable { revision.table }

  init(_ revision: Revision) {
    self.revision = revision
    steps = []
    let table = revision.table
    steps = conditions(table.scope, nil, otherwise: "Out of scope")
    for (index, statement) in table.statements.enumerated() {
      let next = table.statements.dropFirst(index + 1).first
      let otherwise = next.map { "Go to \($0.criterion.label)" } ?? "Not met"
      steps += conditions(statement.criterion, otherwise)
      steps.append(
        .answer(
          title: statement.outcome.favors ? "Met" : "Not met", detail: statement.outcome.wording))
    }
  }

  /// The steps as sentences, for readers who do not see the drawing.
  var text: String {
    steps.map { step in
      switch step {
      case .condition(let title, let detail, let otherwise):
        "\(detail.isEmpty ? title : "\(title): \(detail)"). If not: \(otherwise.lowercased())."
      case .answer(let title, let detail):
        "If so, \(title.lowercased()): \(detail.lowercased())."
      }
    }.joined(separator: " ")
  }

  private func conditions(_ criterion: Criterion, _ otherwise: String) -> [Step] {
    func text(_ role: ConditionPath.Role, _ index: Int) -> String? {
      revision.texts.conditions[
        ConditionPath(criterion: criterion.id, role: role, index: index)]?.plainText
    }
    let requirements = criterion.requirements.enumerated().flatMap { index, condition in
      conditions(condition, text(.requirement, index), otherwise: otherwise)
    }
    let exceptions = criterion.exceptions.enumerated().flatMap { index, condition -> [Step] in
      guard let text = text(.exception, index) else {
        return conditions(.group(.noneOf, [condition]), nil, otherwise: otherwise)
      }
      return [
        .condition(title: Connective.noneOf.title, detail: text, otherwise: otherwise)
      ]
    }
    let conjuncts = requirements + exceptions
    switch criterion.rule {
    case .test(let test): return conjuncts + [condition(table.stated(test), otherwise)]
    case .reference(let reference):
      return conjuncts + [condition(table.stated(reference), otherwise)]
    case .group(let connective, let members):
      let (first, last) = (members[0].label, members[members.count - 1].label)
      return conjuncts + [
        .condition(
          title: connective.title, detail: first == last ? first : "\(first) to \(last)",
          otherwise: otherwise)
      ]
    }
  }

  /// - Parameter text: the text of the condition, if the author words it.
  private func conditions(_ condition: FactCondition, _ text: String?, otherwise: String) -> [Step]
  {
    if let text { return [.condition(title: text, detail: "", otherwise: otherwise)] }
    return switch condition {
    case .test(let test): [self.condition(table.stated(test), otherwise)]
    case .reference(let reference): [self.condition(table.stated(reference), otherwise)]
    case .group(.allOf, let members):
      members.flatMap { conditions($0, nil, otherwise: otherwise) }
    case .group(let connective, let members):
      [
        .condition(
          title: connective.title, detail: members.map(line).joined(separator: "; "),
          otherwise: otherwise)
      ]
    }
  }

  private func condition(_ stated: (subject: String, value: String), _ otherwise: String) -> Step {
    .condition(title: stated.subject, detail: stated.value, otherwise: otherwise)
  }

  /// A condition on one line, with nested groups in parentheses.
  private func line(_ condition: FactCondition) -> String {
    switch condition {
    case .test(let test):
      let stated = table.stated(test)
      return "\(stated.subject): \(stated.value)"
    case .reference(let reference):
      let stated = table.stated(reference)
      return "\(stated.subject): \(stated.value)"
    case .group(let connective, let members):
      return "(\(connective.phrase.lowercased()) \(members.map(line).joined(separator: "; ")))"
    }
  }
}

extension Connective {
  /// The heading above the members of a group, without its colon.
  fileprivate var title: String { String(phrase.dropLast()) }
}
