internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let repeatedBinding = Check.ofTerminology(.repeatedBinding) { tree in
    tree.crosswalks.flatMap(\.rows).flatMap { row in
      repetitions(of: row.codes.map(\.code), by: \.self).map { again, first in
        Diagnostic(
          .repeatedBinding, "the row suggests `\(again.value)` twice", at: again.span,
          notes: [.init("the first is here", at: .init(first.span))],
          help: "remove one of the two")
      }
    }
  }
}

extension DiagnosticKind {
  static let repeatedBinding = DiagnosticKind(
    "repeated-binding",
    why: "Of two suggestions of the same code, the confidence of one would be ignored.",
    before:
      "codes:\n  - {code: ICD-10-CM:B18.1, confidence: high, …}\n  - {code: ICD-10-CM:B18.1, confidence: low, …}",
    after: "codes:\n  - {code: ICD-10-CM:B18.1, confidence: high, …}")
}
