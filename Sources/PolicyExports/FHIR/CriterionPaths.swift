internal import DecisionTable
internal import PolicyChecks
internal import Values

/// Conditions and criteria as expressions over a response to the questionnaire.
struct CriterionPaths {
  private let facts: [String: Fact]
  private let table: DecisionTable
  private let terminology: PolicyTerminology

  init(_ table: DecisionTable, _ terminology: PolicyTerminology) {
    facts = Dictionary(table.facts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.table = table
    self.terminology = terminology
  }

  func path(of criterion: Criterion) -> FHIRPath {
    let rule: FHIRPath =
      switch criterion.rule {
      case .test(let test): path(of: test)
      case .reference(let reference): path(of: reference.condition)
      case .group(let connective, let members): join(members.map { path(of: $0) }, connective)
      }
    return .all(
      criterion.requirements.map { path(of: $0) }
        + criterion.exceptions.map { .not(path(of: $0)) } + [rule])
  }

  func path(of condition: FactCondition) -> FHIRPath {
    switch condition {
    case .test(let test): path(of: test)
    case .reference(let reference): path(of: reference.condition)
    case .group(let connective, let members): join(members.map { path(of: $0) }, connective)
    }
  }

  private func join(_ parts: [FHIRPath], _ connective: Connective) -> FHIRPath {
    switch connective {
    case .allOf: .all(parts)
    case .anyOf: .any(parts)
    case .noneOf: .not(.any(parts))
    case .atLeast(let count): .atLeast(count, of: parts)
    }
  }

  private func path(of test: UnaryTest) -> FHIRPath {
    guard let fact = facts[test.fact] else {
      preconditionFailure("a test of the undeclared fact \(test.fact)")
    }
    let answer = FHIRPath.answer(fact.id)
    if case .set = fact.type {
      let terms = test.values.map { FHIRPath.joined(.equal, [.member("code"), .text($0.text)]) }
      // An answer states everything that applies; without an answer, nothing is known.
      return .either(
        .exists(answer), then: .exists(.filtered(answer, .any(terms))), otherwise: .empty)
    }
    return .any(
      test.values.map { value in
        switch value {
        case .boolean(let value): .joined(.equal, [answer, .boolean(value)])
        case .word(let word): .joined(.equal, [.path(answer, "code"), .text(word)])
        case .code(let code): path(of: code, answer)
        case .range(let interval): path(of: interval, fact, answer)
        case .records: preconditionFailure("a record in FHIR")
        }
      })
  }

  /// A code only counts within the period in which it is valid.
  private func path(of code: Code, _ answer: FHIRPath) -> FHIRPath {
    let service = FHIRPath.answer(QuestionnaireResource.dateOfService)
    let coding = terminology.coding(code)
    var parts: [FHIRPath] = [
      .joined(.equal, [.path(answer, "system"), .text(coding.system)]),
      .joined(.equal, [.path(answer, "code"), .text(coding.code)]),
    ]
    if let period = table.period(of: code) {
      if let from = period.from { parts.append(.joined(.atLeast, [service, .date(from)])) }
      if let until = period.until { parts.append(.joined(.atMost, [service, .date(until)])) }
    }
    return .all(parts)
  }

  private func path(of interval: Interval, _ fact: Fact, _ answer: FHIRPath) -> FHIRPath {
    var parts: [FHIRPath] = []
    if let lower = interval.lower {
      parts.append(
        bound(lower, fact, answer, isLower: true))
    }
    if let upper = interval.upper {
      parts.append(bound(upper, fact, answer, isLower: false))
    }
    return parts.isEmpty
      ? .either(.exists(answer), then: .boolean(true), otherwise: .empty) : .all(parts)
  }

  private func bound(
    _ bound: Interval.Bound, _ fact: Fact, _ answer: FHIRPath, isLower: Bool
  ) -> FHIRPath {
    let comparison: FHIRPath.Operator =
      isLower ? (bound.isIncluded ? .atLeast : .over) : (bound.isIncluded ? .atMost : .under)
    switch fact.type {
    case .duration(let unit):
      // The duration is reached once its anniversary is not after the date of service.
      let anniversary = FHIRPath.joined(
        .plus, [answer, .length(bound.value, unit.isOfMonths ? .months : .days)])
      return .joined(
        comparison, [.answer(QuestionnaireResource.dateOfService), anniversary])
    case .date:
      guard let date = bound.value.integer.flatMap(CalendarDate.init(dayNumber:)) else {
        preconditionFailure("a bound of a date is not a day")
      }
      return .joined(comparison, [answer, .date(date)])
    case .number: return .joined(comparison, [answer, .number(bound.value)])
    case .boolean, .choice, .code, .set, .records:
      preconditionFailure("a range of a fact without an order")
    }
  }
}

// MARK: Length

extension CriterionPaths {
  /// The most tests in one expression. Each takes about 150 characters.
  private static let mostTests = 1_000

  /// - Throws: a refusal where an expression would be too long to read. A `some_of` group names each of
  ///   its members twice, and a statement names all statements before it.
  func checkLengths() throws(ExportRefusal) {
    guard count(table.scope) <= CriterionPaths.mostTests else {
      throw ExportRefusal(
        of: .revision,
        "as FHIRPath, the scope would hold more than \(CriterionPaths.mostTests) tests",
        help: "state it with fewer `some_of` within one another")
    }
    var total = 0
    for criterion in table.statements.map(\.criterion) {
      total = CriterionPaths.sum([total, count(criterion.condition)])
      guard total <= CriterionPaths.mostTests else {
        throw ExportRefusal(
          of: .criterion(criterion.id),
          "as FHIRPath, \(criterion.label) after the statements before it would hold more than "
            + "\(CriterionPaths.mostTests) tests",
          help: "state it with fewer `some_of` within one another, or with fewer tests")
      }
    }
  }

  private func count(_ condition: FactCondition) -> Int {
    switch condition {
    case .test(let test): test.values.count
    case .reference(let reference): count(reference.condition)
    case .group(let connective, let members):
      count(members.map { count($0) }, connective)
    }
  }

  private func count(_ members: [Int], _ connective: Connective) -> Int {
    if case .atLeast = connective { return CriterionPaths.sum(members + members) }
    return CriterionPaths.sum(members)
  }

  /// The sum, or one more than the most tests where that is smaller.
  private static func sum(_ counts: [Int]) -> Int {
    counts.reduce(0) { min($0 + $1, CriterionPaths.mostTests + 1) }
  }
}
