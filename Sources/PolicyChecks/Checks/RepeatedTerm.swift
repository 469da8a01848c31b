internal import Diagnostics
internal import PolicySources

extension Check {
  static let repeatedTerm = Check.ofTerminology(.repeatedTerm) { tree in
    // Terms of two terminologies may be alike; a terminology is one, and so is a term in it.
    let lists = [tree.terminologies.map(\.name)] + tree.terminologies.map { $0.terms.map(\.id) }
    return lists.flatMap { names in
      repetitions(of: names, by: \.self).map { again, first in
        Diagnostic(
          .repeatedTerm, "`\(again.value)` is named twice", at: again.span,
          notes: [.init("the first one stands here", at: .init(first.span))],
          help: "remove one, or give it another id")
      }
    }
  }
}

extension DiagnosticKind {
  static let repeatedTerm = DiagnosticKind(
    "repeated-term",
    why: "A term has one meaning for ever; under two labels it would have two.",
    before: "- {id: hepatitis, label: Hepatitis B}\n- {id: hepatitis, label: Hepatitis C}",
    after: "- {id: hepatitis_b, label: Hepatitis B}\n- {id: hepatitis_c, label: Hepatitis C}")
}
