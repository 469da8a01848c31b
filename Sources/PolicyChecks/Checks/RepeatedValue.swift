internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let repeatedValue = Check.ofRevision(.repeatedValue) { file, _, _ in
    file.source.tests.flatMap { test in
      [test.values] + test.values.flatMap(\.attributeValues)
    }.flatMap { values in
      repetitions(of: values.compactMap(\.written), by: canonical).map { again, first in
        Diagnostic(
          .repeatedValue, "the test names `\(again.value)` twice", at: again.span,
          notes: [.init("the first is here", at: .init(first.span))],
          help: "remove one of the two")
      }
    }
  }
}

extension TestValueSource {
  /// The value as it is written, with the bounds of a range in order.
  fileprivate var written: Located<String>? {
    switch self {
    case .text(let text): return text
    case .range(let bounds, let span):
      let written = bounds.map { "\($0.key.value.rawValue): \($0.quantity.value)" }
      return Located(written.joined(separator: ", "), span)
    case .records: return nil
    }
  }

  /// The values that a test of records names of each attribute.
  fileprivate var attributeValues: [[TestValueSource]] {
    if case .records(let test) = self { test.attributeTests.map(\.values) } else { [] }
  }
}

/// A value in the form in which values are compared: a code as its system prints it.
func canonical(_ value: String) -> String { (try? Code(value))?.description ?? value }

extension DiagnosticKind {
  static let repeatedValue = DiagnosticKind(
    "repeated-value",
    why: "One of two equal values was probably meant to be a different one.",
    before: "when: {conditions: [hepatitis_c, hepatitis_c]}",
    after: "when: {conditions: [hepatitis_c, hepatitis_b]}")
}
