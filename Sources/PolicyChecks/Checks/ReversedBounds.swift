internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  /// The minimum of a fact is not above its maximum, and the period of a code does not end before
  /// it begins. Ranges in tests are checked with their values.
  static let reversedBounds = Check.ofRevision(.reversedBounds) { file, _, _ in
    file.source.declarations.compactMap(finding)
      + (file.source.coding?.rows ?? []).compactMap(finding)
  }

  private static func finding(for fact: FactSource) -> Diagnostic? {
    guard let minimum = fact.minimum, let maximum = fact.maximum, minimum.value > maximum.value
    else { return nil }
    return Diagnostic(
      .reversedBounds, "the maximum of `\(fact.id.value)` is below its minimum", at: maximum.span,
      notes: [.init("the minimum is here", at: .init(minimum.span))],
      help: "correct one of the two, or swap them")
  }

  private static func finding(for row: CodingSource.Row) -> Diagnostic? {
    guard let from = row.validity?.from, let until = row.validity?.until, from.value > until.value
    else { return nil }
    return Diagnostic(
      .reversedBounds, "the last day of `\(row.code.value)` is before its first", at: until.span,
      notes: [.init("the first day is here", at: .init(from.span))],
      help: "correct one of the two, or swap them")
  }
}

extension DiagnosticKind {
  static let reversedBounds = DiagnosticKind(
    "reversed-bounds",
    why: "A range that ends before it begins does not hold a value. Often its ends were swapped.",
    before: "when: {age: {at_least: 77, at_most: 55}}",
    after: "when: {age: {at_least: 55, at_most: 77}}")
}
