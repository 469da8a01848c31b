internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let repeatedRevision = Check.ofPolicy(.repeatedRevision) { policy, _ in
    let names = policy.log.entries.map(\.revision)
    return repetitions(of: names, by: \.isoMonth).map { again, first in
      Diagnostic(
        .repeatedRevision, "two revisions of `\(again.value.isoMonth)` are listed",
        at: again.span, notes: [.init("the first is here", at: .init(first.span))],
        help: "keep one of the two")
    }
  }
}

extension DiagnosticKind {
  static let repeatedRevision = DiagnosticKind(
    "repeated-revision",
    why: "The month is the name of a revision, so a month has at most one revision.",
    before: "- {revision: 11/23, status: released}\n- {revision: 2023-11, status: draft}",
    after: "- {revision: 11/23, status: released}")
}

/// Each value that repeats the name of an earlier one, with the first of that name.
func repetitions<Value, Name: Hashable>(
  of values: [Located<Value>], by name: (Value) -> Name
) -> [(again: Located<Value>, first: Located<Value>)] {
  var first: [Name: Located<Value>] = [:]
  return values.compactMap { value in
    let name = name(value.value)
    if let earlier = first[name] { return (value, earlier) }
    first[name] = value
    return nil
  }
}
