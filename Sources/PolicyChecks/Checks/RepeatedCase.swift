internal import Diagnostics
internal import PolicySources

extension Check {
  static let repeatedCase = Check.ofPolicy(.repeatedCase) { policy, _ in
    repetitions(of: policy.cases?.cases.map(\.name) ?? [], by: \.self).map { again, first in
      Diagnostic(
        .repeatedCase, "two cases are called `\(again.value)`", at: again.span,
        notes: [.init("the first is here", at: .init(first.span))],
        help: "give each a name that says what it shows")
    }
  }
}

extension DiagnosticKind {
  static let repeatedCase = DiagnosticKind(
    "repeated-case",
    why: "A report names the cases that fail, and a shared name does not say which one failed.",
    before: "- {name: Hepatitis, facts: {conditions: [hepatitis_b]}, …}\n- {name: Hepatitis, …}",
    after: "- {name: Hepatitis B, facts: {conditions: [hepatitis_b]}, …}\n- {name: Hepatitis C, …}"
  )
}
