import DMN
import DecisionTable
import Values

/// A written model, read again and evaluated with the project's own evaluator.
struct ExecutedModel {
  private let model: DecisionModel
  private let facts: [Fact]
  private let criteria: [Criterion]

  init(file: [UInt8], of table: DecisionTable) throws {
    model = try DecisionModel(file: file)
    facts = table.facts
    criteria = table.statements.flatMap(\.criterion.withDescendants)
  }

  /// The answers of the decisions `result`, `criteria`, `criterion_ids` and `needs`, as a verdict.
  func verdict(_ values: [String: FactValue], date: CalendarDate? = nil) throws -> Verdict {
    var inputs: [String: FEELValue] = [:]
    for input in model.inputs {
      if let fact = facts.first(where: { $0.id == input.name }) {
        inputs[input.name] = FEELValue(values[fact.id], of: fact)
      } else if let date {
        inputs[input.name] = .date(date)
      }
    }
    var evaluation = try ModelEvaluation(model, inputs: inputs)
    guard case .context(let answer) = try evaluation.answer("result"),
      case .string(let result)? = answer["result"], let result = Verdict.Result(rawValue: result)
    else { throw Unanswered() }
    var outcome: Outcome?
    if case .string(let name)? = answer["outcome"] { outcome = Outcome(rawValue: name) }
    var statement: String?
    if case .string(let id)? = answer["statement"] { statement = id }
    let labels = try evaluation.answer("criteria").words
    let ids = try evaluation.answer("criterion_ids").words
    guard labels.count == ids.count else { throw Unanswered() }
    return Verdict(
      result: result, outcome: outcome, statement: statement,
      criteria: try zip(labels, ids).map { label, id in
        guard let criterion = criteria.first(where: { $0.id == id && $0.label == label }) else {
          throw Unanswered()
        }
        return criterion
      },
      needs: try evaluation.answer("needs").words)
  }

  struct Unanswered: Error {}
}

extension FEELValue {
  /// The input value for a fact; null, or `unknown` for each term, where nothing is known.
  fileprivate init(_ value: FactValue?, of fact: Fact) {
    if case .set(_, let terms) = fact.type {
      func words(_ members: [SetMember]) -> [String] {
        members.compactMap { if case .term(let term) = $0 { term } else { nil } }
      }
      var present: [String] = []
      var absent: [String] = []
      switch value {
      case .set(let members)?:
        present = words(members)
        absent = terms.map(\.id).filter { !present.contains($0) }
      case .partialSet(let some, let others)?: (present, absent) = (words(some), words(others))
      default: break
      }
      let states = terms.map { term in
        present.contains(term.id)
          ? "present" : absent.contains(term.id) ? "absent" : "unknown"
      }
      self = .context(
        Dictionary(zip(terms.map(\.id), states.map { FEELValue.string($0) })) { first, _ in first })
      return
    }
    switch value {
    case .boolean(let value)?: self = .boolean(value)
    case .code(let code)?: self = .string(code.description)
    case .choice(let word)?: self = .string(word)
    case .date(let date)?: self = .date(date)
    case .quantity(let number, let unit)?:
      // Inputs count months or days: a year is 12 months, a week is 7 days.
      var length = 1
      if case .duration(let declared) = fact.type {
        let counted = unit.flatMap { CalendarUnit(ucum: $0) } ?? declared
        length = counted.length
      }
      self = number.multiplied(by: ExactDecimal(length)).map { .number($0) } ?? .null
    case .set?, .partialSet?, .range?, .days?, .oneOf?, .noneOf?, .records?, nil: self = .null
    }
  }

  fileprivate var words: [String] {
    guard case .list(let members) = self else { return [] }
    return members.compactMap { if case .string(let word) = $0 { word } else { nil } }
  }
}
