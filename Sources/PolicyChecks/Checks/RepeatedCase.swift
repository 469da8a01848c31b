internal import Diagnostics
internal import PolicySources

extension Check {
  static let repeatedCase = Check.ofPolicy(.repeatedCase) { policy, _ in
    repetitions(of: policy.cases?.cases.map(\.name) ?? [], by: \.self).map { again, first in
      Diagnostic(
        .repeatedCase, "two cases are called `\(again.value)`", at: again.span,
        notes: [.init("the first one stands here", at: .init(first.span))],
        help: "say in its name what sets this one apart")
    }
  }
}

extension DiagnosticKind {
  static let repeatedCase = DiagnosticKind(
    "repeated-case",
    why: "A report names cases that fail; of two with one name nobody knows which is meant.",
    before: "- {name: Hepatitis, facts: {conditions: [hepatitis_b]}, …}\n- {name: Hepatitis, …}",
    after: "- {name: Hepatitis B, facts: {conditions: [hepatitis_b]}, …}\n- {name: Hepatitis C, …}"
  )
}
