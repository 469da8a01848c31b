internal import Diagnostics
internal import PolicySources

extension Check {
  /// A repeated name of a fact is a repeated key, found before.
  static let repeatedChoice = Check.ofRevision(.repeatedChoice) { file, _, _ in
    file.source.facts.flatMap { fact in
      repetitions(of: fact.of, by: \.self).map { again, first in
        Diagnostic(
          .repeatedChoice, "the value `\(again.value)` is given twice", at: again.span,
          notes: [.init("the first one stands here", at: .init(first.span))],
          help: "remove one of the two")
      }
    }
  }
}

extension DiagnosticKind {
  static let repeatedChoice = DiagnosticKind(
    "repeated-choice",
    why: "A value listed twice is usually one that was copied and not changed.",
    before: "purpose: {type: choice, of: [screening, screening], ask: Why?}",
    after: "purpose: {type: choice, of: [screening, diagnosis], ask: Why?}")
}
