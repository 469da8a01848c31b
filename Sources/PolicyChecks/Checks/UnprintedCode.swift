internal import Diagnostics
internal import PolicySources
internal import Values

extension Acceptable {
  /// The coding section prints every code that a test names.
  static let unprintedCode = Acceptable(kind: .unprintedCode) { file, _, _ in
    guard let coding = file.source.coding else { return [] }
    let printed = Set(coding.rows.map(\.code.value.description))
    let codeFacts = Set(file.source.facts.filter { $0.kind == .code }.map(\.id.value))
    let tests = file.source.tests.filter { codeFacts.contains($0.fact.value) }
    return (tests + file.source.codeAttributeTests).flatMap(\.values)
      .compactMap { value -> Located<String>? in
        if case .text(let text) = value { text } else { nil }
      }
      .filter { !printed.contains(canonical($0.value)) }
      .map { value in
        (
          canonical(value.value),
          Diagnostic(
            .unprintedCode, "the coding section does not print `\(canonical(value.value))`",
            at: value.span, help: "add it to `codes:`, or check the code")
        )
      }
  }
}

extension RevisionSource {
  /// The tests of attributes that are codes.
  fileprivate var codeAttributeTests: [TestSource] {
    tests.flatMap { test -> [TestSource] in
      let fact = facts.first { $0.id.value == test.fact.value }
      return test.values.flatMap { value -> [TestSource] in
        guard case .records(let records) = value else { return [] }
        return records.attributeTests.filter { fact?.attribute($0.fact.value)?.kind == .code }
      }
    }
  }
}

extension DiagnosticKind {
  static let unprintedCode = DiagnosticKind(
    "unprinted-code", .warning,
    why: """
      Decisions depend on this code, and the coding section, where people look for it, does not
      print it. One of the two is probably wrong.
      """,
    before: "scope: {procedure: CPT:74181}\ncoding:\n  codes: [{code: CPT:76498, …}]",
    after: "scope: {procedure: CPT:76498}\ncoding:\n  codes: [{code: CPT:76498, …}]")
}
