import DecisionTable
import Values

@testable import PolicyExports

/// Fills in a questionnaire as a program does: it goes down the items, skips those that are not enabled,
/// and answers the others where it knows an answer.
struct FormFiller {
  /// The readings of `!=` that R4 allows. HAPI reads it as "some answer is different", which is false for a
  /// missing answer.
  enum Reading: CaseIterable { case noAnswerIsEqual, someAnswerDiffers }

  enum Answer: Hashable {
    case boolean(Bool)
    case number(ExactDecimal)
    case date(CalendarDate)
    case coding(system: String, code: String)
  }

  let reading: Reading
  private(set) var answers: [String: [Answer]] = [:]
  private(set) var enabled: [String] = []

  init(
    _ questionnaire: QuestionnaireResource, reading: Reading, knowing known: [String: [Answer]]
  ) {
    self.reading = reading
    fill(questionnaire.items, known)
  }

  private mutating func fill(_ items: [QuestionnaireItem], _ known: [String: [Answer]]) {
    for item in items where isEnabled(item) {
      switch item.content {
      case .group(let members): fill(members, known)
      case .question:
        enabled.append(item.linkId)
        answers[item.linkId] = known[item.linkId]
      }
    }
  }

  private func isEnabled(_ item: QuestionnaireItem) -> Bool {
    guard let condition = item.condition else { return true }
    return switch condition.behavior {
    case .all: condition.conditions.allSatisfy(holds)
    case .any: condition.conditions.contains(where: holds)
    }
  }

  private func holds(_ condition: EnableWhen.Condition) -> Bool {
    let given = answers[condition.question] ?? []
    switch (condition.comparison, condition.answer) {
    case (.exists, .boolean(let wanted)): return given.isEmpty != wanted
    case (.equal, let answer): return given.contains(Answer(answer))
    case (.unequal, let answer):
      return switch reading {
      case .noAnswerIsEqual: !given.contains(Answer(answer))
      case .someAnswerDiffers: given.contains { $0 != Answer(answer) }
      }
    case (let comparison, let answer):
      return given.contains { Answer.compare($0, comparison, Answer(answer)) }
    }
  }
}

extension FormFiller.Answer {
  init(_ answer: EnableWhen.Answer) {
    switch answer {
    case .boolean(let value): self = .boolean(value)
    case .decimal(let value), .integer(let value): self = .number(value)
    case .date(let date): self = .date(CalendarDate(date.text)!)
    case .coding(let coding): self = .coding(system: coding.system, code: coding.code)
    }
  }

  static func compare(_ one: Self, _ comparison: EnableWhen.Operator, _ other: Self) -> Bool {
    func holds<Value: Comparable>(_ one: Value, _ other: Value) -> Bool {
      switch comparison {
      case .over: one > other
      case .under: one < other
      case .atLeast: one >= other
      case .atMost: one <= other
      case .exists, .equal, .unequal: preconditionFailure("no order is asked for")
      }
    }
    switch (one, other) {
    case (.number(let one), .number(let other)): return holds(one, other)
    case (.date(let one), .date(let other)): return holds(one, other)
    default: return false
    }
  }
}
