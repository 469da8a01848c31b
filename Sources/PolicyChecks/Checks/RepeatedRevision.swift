internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let repeatedRevision = Check.ofPolicy(.repeatedRevision) { policy, _ in
    // A later revision of a month is named by its day, and has no name of its own without one.
    let dates = policy.log.entries.map(\.revision)
    return repetitions(of: dates, by: \.iso).map { again, first in
      Diagnostic(
        .repeatedRevision, "the revision `\(again.value)` is listed twice",
        at: again.span, notes: [.init("the first is here", at: .init(first.span))],
        help: "keep one of the two")
    }
      + repetitions(of: dates, by: \.isoMonth).filter { $0.again.value.day == nil }
      .filter { again, first in again.value.iso != first.value.iso }.map { again, first in
        Diagnostic(
          .repeatedRevision, "two revisions of `\(again.value.isoMonth)` are listed",
          at: again.span, notes: [.init("the first is here", at: .init(first.span))],
          help:
            "write the day of the later one, as in `\(again.value.month)/20/\(again.value.year)`")
      }
  }
}

extension DiagnosticKind {
  static let repeatedRevision = DiagnosticKind(
    "repeated-revision",
    why: """
      A revision is named by its month. A later revision of the same month is named by its day, so
      that no two have one name.
      """,
    before: "- {revision: 11/23, status: released}\n- {revision: 2023-11, status: draft}",
    after: "- {revision: 11/23, status: released}\n- {revision: 11/20/23, status: draft}")
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
