internal import DecisionTable
internal import DecisionWording
internal import PolicyModel
internal import Values

/// A decision as the questions that a request passes in turn, and the answers it can reach.
struct DecisionSteps {
  enum Step {
    /// A question; a request that fails it goes where `otherwise` says, and any other goes on.
    case question(title: String, detail: String, otherwise: String)
    /// An answer that a request reaches when it has passed the questions before.
    case answer(title: String, detail: String)
  }

  private(set) var steps: [Step]
  private let table: DecisionTable

  init(_ table: DecisionTable) {
    self.table = table
    steps = []
    steps = questions(table.scope, otherwise: "Out of scope")
    for (index, statement) in table.statements.enumerated() {
      let next = table.statements.dropFirst(index + 1).first
      let otherwise = next.map { "Go to \($0.criterion.label)" } ?? "Not met"
      steps += questions(statement.criterion, otherwise)
      steps.append(
        .answer(
          title: statement.outcome.favors ? "Met" : "Not met", detail: statement.outcome.wording))
    }
  }

  /// The steps as sentences, for readers who do not see the drawing.
  var text: String {
    steps.map { step in
      switch step {
      case .question(let title, let detail, let otherwise):
        "\(title) \(detail): if not, \(otherwise.lowercased())."
      case .answer(let title, let detail):
        "If so, \(title.lowercased()): \(detail.lowercased())."
      }
    }.joined(separator: " ")
  }

  private func questions(_ criterion: Criterion, _ otherwise: String) -> [Step] {
    let conjuncts =
      criterion.requirements.flatMap { questions($0, otherwise: otherwise) }
      + criterion.exceptions.flatMap { questions(.group(.noneOf, [$0]), otherwise: otherwise) }
    switch criterion.rule {
    case .test(let test):
      return conjuncts + [question(table.spoken(test), otherwise)]
    case .reference(let reference):
      return conjuncts + [question(table.spoken(reference), otherwise)]
    case .group(let connective, let members):
      let (first, last) = (members[0].label, members[members.count - 1].label)
      return conjuncts + [
        .question(
          title: connective.phrase.replacing(":", with: ""),
          detail: first == last ? first : "\(first) to \(last)", otherwise: otherwise)
      ]
    }
  }

  private func questions(_ condition: FactCondition, otherwise: String) -> [Step] {
    switch condition {
    case .test(let test): [question(table.spoken(test), otherwise)]
    case .reference(let reference): [question(table.spoken(reference), otherwise)]
    case .group(.allOf, let members): members.flatMap { questions($0, otherwise: otherwise) }
    case .group(let connective, let members):
      [
        .question(
          title: connective.phrase.replacing(":", with: ""),
          detail: members.map(line).joined(separator: "; "), otherwise: otherwise)
      ]
    }
  }

  private func question(
    _ spoken: (question: String, answer: String), _ otherwise: String
  ) -> Step {
    .question(title: spoken.question, detail: spoken.answer, otherwise: otherwise)
  }

  /// A condition on one line, with nested groups in parentheses.
  private func line(_ condition: FactCondition) -> String {
    switch condition {
    case .test(let test):
      let spoken = table.spoken(test)
      return "\(spoken.question) \(spoken.answer)"
    case .reference(let reference):
      let spoken = table.spoken(reference)
      return "\(spoken.question) \(spoken.answer)"
    case .group(let connective, let members):
      return "(\(connective.phrase.lowercased()) \(members.map(line).joined(separator: "; ")))"
    }
  }
}
