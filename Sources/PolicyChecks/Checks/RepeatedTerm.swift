internal import Diagnostics
internal import PolicySources

extension Check {
  static let repeatedTerm = Check.ofTerminology(.repeatedTerm) { tree in
    // Two terminologies can have a term of the same name, but one terminology cannot.
    let lists = [tree.terminologies.map(\.name)] + tree.terminologies.map { $0.terms.map(\.id) }
    return lists.flatMap { names in
      repetitions(of: names, by: \.self).map { again, first in
        Diagnostic(
          .repeatedTerm, "`\(again.value)` is named twice", at: again.span,
          notes: [.init("the first is here", at: .init(first.span))],
          help: "remove one of the two, or change its id")
      }
    }
  }
}

extension DiagnosticKind {
  static let repeatedTerm = DiagnosticKind(
    "repeated-term",
    why: "A term has one meaning forever, and two labels would give it two.",
    before: "- {id: hepatitis, label: Hepatitis B}\n- {id: hepatitis, label: Hepatitis C}",
    after: "- {id: hepatitis_b, label: Hepatitis B}\n- {id: hepatitis_c, label: Hepatitis C}")
}
