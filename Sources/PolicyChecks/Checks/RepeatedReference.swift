internal import Diagnostics
internal import PolicySources

extension Check {
  static let repeatedReference = Check.ofPolicy(.repeatedReference) { policy, _ in
    let lists = [policy.references.map(\.key)] + policy.revisions.map(\.source.references)
    return lists.flatMap { keys in
      repetitions(of: keys, by: \.self).map { again, first in
        Diagnostic(
          .repeatedReference, "the reference `\(again.value)` is given twice", at: again.span,
          notes: [.init("the first is here", at: .init(first.span))],
          help: "remove one of the two")
      }
    }
  }
}

extension DiagnosticKind {
  static let repeatedReference = DiagnosticKind(
    "repeated-reference",
    why:
      "A reference has one key and one number, and a second entry would shift the numbers after it.",
    before: "references: [wood2015, hernando2014, wood2015]",
    after: "references: [wood2015, hernando2014]")
}
