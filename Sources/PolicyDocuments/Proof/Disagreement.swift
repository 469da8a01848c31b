internal import DecisionTable
internal import DecisionWording
internal import PolicyModel

extension PrintedDecision {
  /// How a document differs from the table of its revision; nil if the two agree.
  func disagreement(with revision: Revision) -> String? {
    let decoded: DecodedDecision
    do throws(UndecodableText) {
      decoded = try DecodedDecision(self, facts: revision.table.facts)
    } catch {
      return "printed, but meaningless: \(error.text)"
    }
    let expected = DecodedDecision(of: revision)
    guard decoded != expected else { return nil }
    if decoded.scope != expected.scope {
      return "scope printed: \(decoded.scope)\n  scope decided: \(expected.scope)"
    }
    for (found, expected) in zip(decoded.statements, expected.statements) where found != expected {
      return difference(found.criterion, expected.criterion, revision.table)
        ?? "outcome printed: \(found.outcome.wording)\n  outcome decided: \(expected.outcome.wording)"
    }
    if decoded.statements.count != expected.statements.count {
      return "\(decoded.statements.count) statements printed, \(expected.statements.count) decided"
    }
    let texts = zip(decoded.conditionTexts, expected.conditionTexts).first { $0 != $1 }
    return "text printed: \(texts?.0 ?? "")\n  text expected: \(texts?.1 ?? "")"
  }

  /// How two criteria differ, by the innermost criterion that does.
  private func difference(_ found: Criterion, _ expected: Criterion, _ table: DecisionTable)
    -> String?
  {
    guard found != expected else { return nil }
    if case .group(_, let ones) = found.rule, case .group(_, let others) = expected.rule {
      for (one, other) in zip(ones, others) {
        if let inner = difference(one, other, table) { return inner }
      }
    }
    func line(_ criterion: Criterion) -> String {
      "\(criterion.label) \(criterion.text) \(criterion.tests.map(table.printed))"
    }
    return "printed: \(line(found))\n  decided: \(line(expected))"
  }
}
