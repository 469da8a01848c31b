internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let repeatedCode = Check.ofRevision(.repeatedCode) { file, _, _ in
    repetitions(of: file.source.coding?.rows.map(\.code) ?? [], by: \.self).map { again, first in
      Diagnostic(
        .repeatedCode, "the code `\(again.value)` is printed twice", at: again.span,
        notes: [.init("the first row is here", at: .init(first.span))],
        help: "keep one of the two")
    }
  }
}

extension DiagnosticKind {
  static let repeatedCode = DiagnosticKind(
    "repeated-code",
    why:
      "Two rows of one code can describe it differently, and a reader cannot tell which is right.",
    before: "codes:\n  - {code: CPT:76498, descriptor: …}\n  - {code: CPT:76498, descriptor: …}",
    after: "codes:\n  - {code: CPT:76498, descriptor: …}")
}
