internal import Diagnostics
internal import PolicySources

extension Check {
  static let repeatedID = Check.ofRevision(.repeatedID) { file, _, _ in
    let ids = file.source.criteria.map(\.id) + file.source.sections.map(\.id)
    return repetitions(of: ids, by: \.self).map { again, first in
      Diagnostic(
        .repeatedID, "the id `\(again.value)` is used twice", at: again.span,
        notes: [.init("the first is here", at: .init(first.span))],
        help: "change one of the two")
    }
  }
}

extension DiagnosticKind {
  static let repeatedID = DiagnosticKind(
    "repeated-id",
    why: """
      An id names one criterion forever. Answers, differences and exports refer to it, and two
      criteria with the same id could not be told apart.
      """,
    before:
      "- {id: hepatitis, text: Hepatitis C, when: …}\n- {id: hepatitis, text: Hepatitis B, when: …}",
    after:
      "- {id: hepatitis_c, text: Hepatitis C, when: …}\n- {id: hepatitis_b, text: Hepatitis B, when: …}"
  )
}
