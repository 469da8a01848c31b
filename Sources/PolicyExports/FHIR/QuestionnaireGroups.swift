internal import DecisionAnalysis
internal import DecisionTable
internal import DecisionWording
internal import Values

/// Nests questions in groups, so that each is hidden in the situations in which it does not matter.
///
/// `enableWhen` joins all its conditions by `and` or all by `or`, and an item is enabled where its own
/// conditions and those of all groups around it hold. One disjunction excludes one situation: some answer
/// of the situation is a different one, or missing. So a question with several situations is nested in a
/// group for each of them but the last, and neighbouring questions share groups.
struct QuestionnaireGroups {
  struct Entry {
    let item: QuestionnaireItem
    var idle: [Interview.Situation]
  }

  private let table: DecisionTable
  private let interview: Interview
  private let terminology: PolicyTerminology
  private var count = 0

  init(_ table: DecisionTable, _ interview: Interview, _ terminology: PolicyTerminology) {
    self.table = table
    self.interview = interview
    self.terminology = terminology
  }

  mutating func items(_ entries: [Entry]) -> [QuestionnaireItem] {
    var items: [QuestionnaireItem] = []
    var rest = entries[...]
    while let entry = rest.first {
      let runs = entry.idle.map { situation in
        (situation: situation, length: rest.prefix { $0.idle.contains(situation) }.count)
      }
      guard let longest = runs.max(by: { $0.length < $1.length }),
        longest.length > 1 || entry.idle.count > 1
      else {
        var item = entry.item
        item.condition = entry.idle.first.map { condition(without: $0) }
        items.append(item)
        rest.removeFirst()
        continue
      }
      // The first run of the longest.
      let shared = runs.first { $0.length == longest.length }?.situation ?? longest.situation
      let members = rest.prefix(longest.length).map { member in
        Entry(item: member.item, idle: member.idle.filter { $0 != shared })
      }
      rest.removeFirst(longest.length)
      count += 1
      let linkId = "group-\(count)"
      items.append(
        QuestionnaireItem(
          linkId: linkId, text: text(of: shared), condition: condition(without: shared),
          content: .group(self.items(members))))
    }
    return items
  }

  // MARK: Conditions

  /// Enabled unless all answers of the situation are given.
  private func condition(without situation: Interview.Situation) -> EnableWhen {
    var conditions: [EnableWhen.Condition] = []
    var questions: [Int] = []
    for premise in situation.premises {
      conditions += otherAnswers(premise)
      if !questions.contains(premise.question) { questions.append(premise.question) }
    }
    conditions += questions.map { .unanswered(fact($0).id) }
    return EnableWhen(behavior: .any, conditions: conditions)
  }

  /// Each is an answer that the premise excludes.
  private func otherAnswers(_ premise: Interview.Premise) -> [EnableWhen.Condition] {
    let fact = fact(premise.question)
    func condition(_ comparison: EnableWhen.Operator, _ answer: EnableWhen.Answer)
      -> EnableWhen.Condition
    {
      EnableWhen.Condition(question: fact.id, comparison: comparison, answer: answer)
    }
    switch premise.reading {
    case .contains(let term):
      return [condition(.unequal, .coding(terminology.coding(term, of: fact.id)))]
    case .doesNotContain(let term):
      return [condition(.equal, .coding(terminology.coding(term, of: fact.id)))]
    case .within(let interval):
      let low = interval.lower.map {
        condition($0.isIncluded ? .under : .atMost, answer($0.value, of: fact))
      }
      let high = interval.upper.map {
        condition($0.isIncluded ? .over : .atLeast, answer($0.value, of: fact))
      }
      return [low, high].compactMap { $0 }
    case .oneOf(let options):
      return allOptions(premise.question).filter { !options.contains($0) }.map {
        condition(.equal, answer($0, of: fact))
      }
    }
  }

  private func fact(_ question: Int) -> Fact { table.facts[interview.questions[question].fact] }

  private func allOptions(_ question: Int) -> [Interview.Option] {
    switch fact(question).type {
    case .boolean: [.boolean(true), .boolean(false)]
    case .choice(let words): words.map { .word($0) }
    case .code: interview.questions[question].codes.map { .code($0) } + [.otherCode]
    case .set, .number, .date, .duration, .records: []
    }
  }

  private func answer(_ option: Interview.Option, of fact: Fact) -> EnableWhen.Answer {
    switch option {
    case .boolean(let value): .boolean(value)
    case .word(let word): .coding(terminology.coding(word, of: fact.id))
    case .code(let code): .coding(terminology.coding(code))
    case .otherCode: .coding(terminology.another)
    }
  }

  /// A point of the line of a number or a date.
  private func answer(_ value: ExactDecimal, of fact: Fact) -> EnableWhen.Answer {
    switch fact.type {
    case .number(let type): return type.isInteger ? .integer(value) : .decimal(value)
    case .date:
      guard let date = value.integer.flatMap(CalendarDate.init(dayNumber:)) else {
        preconditionFailure("a bound that is no day")
      }
      return .date(FHIRDate(date))
    case .boolean, .choice, .code, .set, .duration, .records:
      preconditionFailure("a fact without an order")
    }
  }

  // MARK: Text

  /// The text of a group, which says when its questions are hidden.
  private func text(of situation: Interview.Situation) -> String {
    let premises = situation.premises.map { premise in
      "“\(fact(premise.question).question)” is answered with \(text(premise))"
    }
    return "These do not matter where \(premises.joined(separator: " and "))."
  }

  private func text(_ premise: Interview.Premise) -> String {
    let fact = fact(premise.question)
    switch premise.reading {
    case .contains(let term): return "“\(terminology.coding(term, of: fact.id).display ?? term)”"
    case .doesNotContain(let term):
      return "something other than “\(terminology.coding(term, of: fact.id).display ?? term)”"
    case .within(let interval): return interval.wording(of: fact.type)
    case .oneOf(let options):
      let words = options.map { option -> String in
        switch option {
        case .boolean(let value): value ? "yes" : "no"
        case .word(let word): "“\(terminology.coding(word, of: fact.id).display ?? word)”"
        case .code(let code): code.description
        case .otherCode: "another code"
        }
      }
      return words.joined(separator: " or ")
    }
  }
}
