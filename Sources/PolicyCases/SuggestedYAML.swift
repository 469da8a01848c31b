package import DecisionTable
internal import JSONText
internal import PolicyModel

extension CaseSuggestions {
  /// Entries for the `cases:` of a `cases.yaml`, ready to paste.
  ///
  /// - Parameter given: facts that the file gives to every case.
  package func yaml(given: [String: FactValue]) -> String {
    suggestions.map { $0.yaml(given: given) }.joined()
  }
}

extension CaseSuggestions.Suggestion {
  fileprivate func yaml(given: [String: FactValue]) -> String {
    var lines = ["  - name: \(JSON.string(name).compact)"]
    if let date { lines.append("    date: \(date)") }
    guard let latest = verdicts.last else { return "" }
    let order = latest.revision.table.facts.map(\.id)
    let stated = order.compactMap { id in
      facts[id].flatMap { value in given[id] == value ? nil : "\(id): \(value.yaml)" }
    }
    if !stated.isEmpty {
      lines.append("    facts:")
      lines += stated.map { "      \($0)" }
    }
    let without = order.filter { given[$0] != nil && facts[$0] == nil }
    if !without.isEmpty { lines.append("    without: [\(without.joined(separator: ", "))]") }
    let expected = latest.revision.expectation(of: latest.verdict)
    lines.append("    expect: \(expected)")
    let others = verdicts.dropLast().map { ($0.revision, $0.revision.expectation(of: $0.verdict)) }
      .filter { $0.1 != expected }
    if !others.isEmpty {
      lines.append("    at:")
      lines += others.map { "      \($0.0.date): \($0.1)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Revision {
  fileprivate func expectation(of verdict: Verdict) -> String {
    var members = ["result: \(verdict.result.rawValue)"]
    switch verdict.result {
    case .met:
      if let outcome = verdict.outcome, Outcome.allCases.count(where: \.favors) > 1 {
        members.append("outcome: \(outcome.rawValue)")
      }
      let ids = criterionIDs
      members.append(
        "criteria: [\(verdict.criteria.compactMap { ids[$0] }.joined(separator: ", "))]")
    case .notMet: members.append("outcome: \(verdict.outcome?.rawValue ?? "silent")")
    case .needsInformation:
      members.append("needs: [\(verdict.needs.joined(separator: ", "))]")
    case .outOfScope: break
    }
    return "{\(members.joined(separator: ", "))}"
  }
}

extension FactValue {
  /// As cases write it: words, codes and days stand for themselves.
  fileprivate var yaml: String { json.yaml }
}

extension JSON {
  fileprivate var yaml: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let digits): digits
    case .string(let text): text
    case .array(let elements): "[\(elements.map(\.yaml).joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { "\($0.name): \($0.value.yaml)" }.joined(separator: ", "))}"
    }
  }
}
