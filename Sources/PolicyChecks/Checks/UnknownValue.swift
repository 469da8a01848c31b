internal import DecisionTable
internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  /// The values that tests name are values of their fact.
  static let unknownValue = Check.ofRevision(.unknownTerm, .unknownChoice, .mistypedTest) {
    file, _, tree in
    let facts = Dictionary(file.source.facts.map { ($0.id.value, $0) }) { first, _ in first }
    var findings: [Diagnostic] = []
    for test in file.source.tests {
      guard findings.count < Check.mostInFile else { break }
      guard let fact = facts[test.fact.value] else { continue }
      findings += test.values.lazy.compactMap { finding(for: $0, of: fact, in: tree) }
        .prefix(Check.mostInFile)
    }
    return findings
  }

  private static func finding(
    for value: Located<String>, of fact: FactSource, in tree: SourceTree
  ) -> Diagnostic? {
    let note = Diagnostic.Note(
      "the fact is declared here", at: .init(fact.id.span, "a \(fact.kind.rawValue)"))
    do throws(ValueMismatch) {
      _ = try Value(value.value, of: fact, in: tree)
      return nil
    } catch {
      switch error {
      case .notBoolean:
        return Diagnostic(
          .mistypedTest, "`\(value.value)` is neither true nor false", at: value.span,
          notes: [note], help: "write `true` or `false`")
      case .notCode(let error):
        return Diagnostic(
          .badCode, error.reason, at: value.span, notes: [note],
          help: "write the code with its system, as in `CPT:76498`")
      case .unknownChoice(let known):
        return Diagnostic(
          .unknownChoice, "`\(value.value)` is no value of `\(fact.id.value)`", at: value.span,
          notes: [note], help: suggestion(for: value.value, among: known))
      case .unknownTerm(let terminology, let known):
        guard tree.terminology(terminology) != nil else { return nil }
        return Diagnostic(
          .unknownTerm, "`\(value.value)` is no term of `\(terminology)`", at: value.span,
          help: nearestName(to: value.value, among: known).map { "write `\($0)`" }
            ?? "add the term to the terminology")
      }
    }
  }
}

extension DiagnosticKind {
  static let unknownTerm = DiagnosticKind(
    "unknown-term",
    why: """
      A test or a case names a term of the set's terminology. A misspelt term would be a condition
      that nobody can have.
      """,
    before: "when: {conditions: thalasemia_major}",
    after: "when: {conditions: thalassemia_major}")

  static let unknownChoice = DiagnosticKind(
    "unknown-choice",
    why: "A test or a case names a declared value of a choice; no request could have another.",
    before: "require: [{purpose: liver_iron}]",
    after: "require: [{purpose: liver_iron_concentration}]")

  static let mistypedTest = DiagnosticKind(
    "mistyped-test",
    why: "A boolean is true or false; a word in its place would never equal it.",
    before: "require: [{suspected_iron_overload: suspected}]",
    after: "require: [{suspected_iron_overload: true}]")
}
