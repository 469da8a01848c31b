internal import Diagnostics
internal import PolicySources

extension Check {
  /// A choice lists each value once. A fact that is declared twice is a repeated key.
  static let repeatedChoice = Check.ofRevision(.repeatedChoice) { file, _, _ in
    file.source.declarations.flatMap { fact in
      repetitions(of: fact.of, by: \.self).map { again, first in
        Diagnostic(
          .repeatedChoice, "the value `\(again.value)` is given twice", at: again.span,
          notes: [.init("the first is here", at: .init(first.span))],
          help: "remove one of the two")
      }
    }
  }
}

extension DiagnosticKind {
  static let repeatedChoice = DiagnosticKind(
    "repeated-choice",
    why: "A value that is listed twice was usually copied and not changed.",
    before: "purpose: {type: choice, of: [screening, screening], ask: Why?}",
    after: "purpose: {type: choice, of: [screening, diagnosis], ask: Why?}")
}
