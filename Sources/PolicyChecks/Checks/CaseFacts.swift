internal import DecisionTable
internal import Diagnostics
internal import MessageText
internal import PolicyModel
internal import PolicySources
internal import Values

extension Check {
  /// A case states what a request could state at each revision at which the case runs.
  static let caseFacts = Check.ofResolved(.mistypedFact, .impossibleFact) { policy, source in
    guard let cases = source.cases else { return [] }
    var findings = unknownWithouts(cases)
    let names = policy.names
    let declared = Set(policy.revisions.flatMap { $0.table.facts.map(\.id) })
    // A finding at the latest revision is not repeated for the older ones.
    for revision in policy.revisions.reversed() {
      let decider = Decider(revision.table)
      for worked in cases.cases where worked.runs(at: revision, names) {
        if findings.ends(before: worked.name.span) { return findings }
        for stated in cases.facts(of: worked) {
          guard
            let finding = finding(
              for: stated, on: worked.date?.value, at: revision, decider, declared),
            !findings.contains(where: { $0.label.span == finding.label.span })
          else { continue }
          findings.append(finding)
        }
      }
    }
    return findings
  }

  private static func unknownWithouts(_ cases: CasesSource) -> [Diagnostic] {
    let given = cases.given.map(\.fact.value)
    return cases.cases.flatMap(\.without).filter { !given.contains($0.value) }.map { name in
      Diagnostic(
        .unknownFact, "`given` does not state the fact `\(name.value)`", at: name.span,
        help: suggestion(for: name.value, among: given) ?? "remove it from `without`")
    }
  }

  private static func finding(
    for stated: StatedFact, on date: CalendarDate?, at revision: Revision, _ decider: Decider,
    _ declared: Set<String>
  ) -> Diagnostic? {
    let name = stated.fact.value
    guard let fact = revision.table.facts.first(where: { $0.id == name }) else {
      // A fact of another revision is left aside, as in a request.
      guard !declared.contains(name) else { return nil }
      return Diagnostic(
        .unknownFact, "no revision declares the fact `\(name)`", at: stated.fact.span,
        help: suggestion(for: name, among: revision.table.facts.map(\.id))
          ?? "declare it, or name the revision that will in `revisions:` of the case")
    }
    let value: FactValue
    do throws(StatedValueMismatch) {
      value = try FactValue(stated.value, of: fact)
    } catch {
      switch error {
      case .mistyped(let span):
        return Diagnostic(
          .mistypedFact, "`\(name)` is \(fact.type.expectation)", at: span,
          help: stated.value.isOneWord && fact.type.isSet ? "write it as a list, `[…]`" : nil)
      case .unknownAttribute(let attribute, let known, let span):
        return Diagnostic(
          .unknownAttribute, "the entries of `\(name)` do not have `\(attribute)`", at: span,
          help: suggestion(for: attribute, among: known) ?? choice(among: known),
          fix: .respelling(attribute, at: span, among: known))
      case .badNumber(let message, let help, let span):
        return Diagnostic(.mistypedFact, message, at: span, help: help)
      case .badCode(let error, let span):
        return Diagnostic(
          .badCode, error.reason, at: span,
          help: "write the code with its system, as in `CPT:76498`")
      }
    }
    var facts = decider.facts()
    facts.clear(date: date)
    do throws(FactError) {
      try facts.set(name, to: value)
      return nil
    } catch {
      return finding(for: error, stated, fact)
    }
  }

  private static func finding(for error: FactError, _ stated: StatedFact, _ fact: Fact)
    -> Diagnostic
  {
    let span = stated.value.span
    switch error {
    case .unknownWord(_, let word, let known):
      return Diagnostic(
        fact.type.isSet ? .unknownTerm : .unknownChoice,
        "`\(word)` is not a value of `\(fact.id)`", at: stated.value.span(of: word),
        help: suggestion(for: word, among: known))
    case .contradiction(_, let term):
      return Diagnostic(
        .impossibleFact, "`\(term)` is both present and absent", at: span,
        help: "remove it from one of the lists")
    case .contradictedCode(_, let code, let term):
      return Diagnostic(
        .impossibleFact, "`\(code)` is a code of `\(term)`, which is stated as absent", at: span,
        help: "remove one of the two")
    case .wrongUnit(_, let unit, let expected):
      return Diagnostic(
        .impossibleFact, "`\(fact.id)` is not in \(UnitWords.named(unit))", at: span,
        help: expected.map { "write the value in \(UnitWords.named($0))" }
          ?? "write the number alone")
    case .outOfRange(_, let value, let expected):
      return Diagnostic(
        .impossibleFact, "`\(fact.id)` cannot be \(value)", at: span,
        help: "write \(expected.expectation)")
    case .inexact(_, let value, let unit, let expected):
      return Diagnostic(
        .impossibleFact,
        "\(value) `\(unit)` is not an exact number of \(UnitWords.plural(expected))",
        at: span, help: "write the value in \(UnitWords.named(expected))")
    case .noValueLeft(_, let expected):
      return Diagnostic(
        .impossibleFact, "`\(fact.id)` cannot have a value under what is stated", at: span,
        help: "leave a value possible; the fact is \(expected.expectation)")
    case .missingDate:
      return Diagnostic(
        .impossibleFact,
        "`\(fact.id)` depends on the date of service, and the case does not have one", at: span,
        help: "add `date:` to the case")
    case .afterService(_, let day, let service):
      return Diagnostic(
        .impossibleFact, "\(day) is after the date of service, \(service)", at: span,
        help: "write an earlier day, or a later `date:`")
    case .entry(let index, _, let inner):
      return Diagnostic(.impossibleFact, "entry \(index + 1): \(inner)", at: span)
    case .tooManyEntries, .emptyStretch, .tooManyCompletions:
      return Diagnostic(.impossibleFact, error.description, at: span)
    case .unknownFact, .wrongType:
      return Diagnostic(.mistypedFact, "`\(fact.id)` is \(fact.type.expectation)", at: span)
    }
  }
}

extension StatedValue {
  fileprivate var isOneWord: Bool { if case .scalar = form { true } else { false } }

  /// The span of a word in the value.
  fileprivate func span(of word: String) -> Span {
    switch form {
    case .list(let members), .alternatives(let members, _):
      members.first { $0.value == word }?.span ?? span
    case .partial(let present, let absent):
      (present + absent).first { $0.value == word }?.span ?? span
    case .scalar, .quantity, .range, .days, .entries: span
    }
  }
}

extension FactType {
  fileprivate var isSet: Bool { if case .set = self { true } else { false } }
}

extension DiagnosticKind {
  static let mistypedFact = DiagnosticKind(
    "mistyped-fact",
    why: "A case states a fact as a request would, and a request with another type is refused.",
    before: "facts: {conditions: hepatitis_c, suspected_iron_overload: yes}",
    after: "facts: {conditions: [hepatitis_c], suspected_iron_overload: true}")

  static let impossibleFact = DiagnosticKind(
    "impossible-fact",
    why: """
      No request could state this: a value outside the bounds of the fact, another unit, a term that
      is both present and absent, or a day from which time is counted without a date of service.
      """,
    before: "facts: {conditions: {present: [hepatitis_c], absent: [hepatitis_c]}}",
    after: "facts: {conditions: {present: [hepatitis_c], absent: [hepatitis_b]}}")
}
