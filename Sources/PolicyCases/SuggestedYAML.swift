package import DecisionTable
internal import JSONText
internal import PolicyModel
internal import PolicySyntax
internal import Values

extension CaseSuggestions {
  /// Entries for the `cases:` list of a `cases.yaml`, indented to be pasted in.
  ///
  /// - Parameter given: facts that the file gives to every case.
  package func yaml(given: [String: FactValue]) -> String {
    suggestions.isEmpty
      ? "" : WrittenValue.lines(suggestions.map { $0.yaml(given: given) }).text(indent: 2)
  }
}

extension CaseSuggestions.Suggestion {
  fileprivate func yaml(given: [String: FactValue]) -> WrittenValue {
    let (latest, verdict) = latest
    let order = latest.table.facts.map(\.id)
    var entries = [WrittenValue.Entry("name", .text(name))]
    if let date { entries.append(.init("date", .text(date.description))) }
    let stated = order.compactMap { id in
      facts[id].flatMap { value in
        given[id] == value ? nil : WrittenValue.Entry(id, WrittenValue(value.json))
      }
    }
    if !stated.isEmpty { entries.append(.init("facts", .block(stated))) }
    let without = order.filter { given[$0] != nil && facts[$0] == nil }
    if !without.isEmpty { entries.append(.init("without", .list(without.map { .text($0) }))) }
    let expected = latest.expectation(of: verdict)
    entries.append(.init("expect", .record(expected)))
    let different = earlier.map { ($0.revision, $0.revision.expectation(of: $0.verdict)) }
      .filter { $0.1 != expected }
      .map { WrittenValue.Entry($0.0.date.description, .record($0.1)) }
    if !different.isEmpty { entries.append(.init("at", .block(different))) }
    return .block(entries)
  }
}

extension Revision {
  /// What a case has to expect so that a verdict passes. It does not list the criteria that are met:
  /// the next revision may add one without changing what the case shows.
  fileprivate func expectation(of verdict: Verdict) -> [WrittenValue.Entry] {
    func list(_ texts: [String]) -> WrittenValue { .list(texts.map { .text($0) }) }
    var entries = [WrittenValue.Entry("result", .text(verdict.result.rawValue))]
    switch verdict.result {
    case .met:
      if let outcome = verdict.outcome, Outcome.allCases.count(where: \.favors) > 1 {
        entries.append(.init("outcome", .text(outcome.rawValue)))
      }
    case .notMet: entries.append(.init("outcome", .text(verdict.outcome?.rawValue ?? "silent")))
    case .needsInformation: entries.append(.init("needs", list(verdict.needs)))
    case .outOfScope: break
    }
    return entries
  }
}

extension WrittenValue {
  /// A fact's value as cases write it: YAML sources read every scalar as text.
  fileprivate init(_ json: JSON) {
    switch json {
    case .null: self = .text("null")
    case .boolean(let value): self = .text(value ? "true" : "false")
    case .number(let digits): self = .text(digits)
    case .string(let text): self = .text(text)
    case .array(let elements): self = .list(elements.map { WrittenValue($0) })
    case .object(let members):
      self = .record(members.map { Entry($0.name, WrittenValue($0.value)) })
    }
  }
}
