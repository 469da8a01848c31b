internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let repeatedValue = Check.ofRevision(.repeatedValue) { file, _, _ in
    file.source.tests.flatMap { test in
      repetitions(of: test.values.map(\.written), by: canonical).map { again, first in
        Diagnostic(
          .repeatedValue, "the test names `\(again.value)` twice", at: again.span,
          notes: [.init("the first one stands here", at: .init(first.span))],
          help: "remove one of the two")
      }
    }
  }
}

extension TestValueSource {
  /// As it is written; a range as its bounds in a fixed order.
  fileprivate var written: Located<String> {
    switch self {
    case .text(let text): return text
    case .range(let bounds, let span):
      let words = bounds.map { "\($0.key.value.rawValue): \($0.quantity.value)" }
      return Located(words.joined(separator: ", "), span)
    }
  }
}

/// The value as it is compared: codes in the form of their system.
func canonical(_ value: String) -> String { (try? Code(value))?.description ?? value }

extension DiagnosticKind {
  static let repeatedValue = DiagnosticKind(
    "repeated-value",
    why: "Of two equal values one was probably meant to be another.",
    before: "when: {conditions: [hepatitis_c, hepatitis_c]}",
    after: "when: {conditions: [hepatitis_c, hepatitis_b]}")
}
