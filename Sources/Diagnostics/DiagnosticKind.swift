/// A kind of finding: its code, which reads as "allow …", and its explanation.
package struct DiagnosticKind: Sendable {
  package enum Severity: String, Sendable {
    case error
    case warning
  }

  /// The code in kebab case. It is never reused for another kind.
  package let code: String
  package let severity: Severity
  package let explanation: Explanation

  package init(
    _ code: String, _ severity: Severity = .error, why: String, before: String, after: String
  ) {
    self.code = code
    self.severity = severity
    explanation = Explanation(why: why, before: before, after: after)
  }

  private init(_ kind: DiagnosticKind, _ severity: Severity) {
    code = kind.code
    self.severity = severity
    explanation = kind.explanation
  }

  /// The same kind with the severity that the user has chosen.
  package func with(_ severity: Severity) -> DiagnosticKind { DiagnosticKind(self, severity) }
}

extension DiagnosticKind: Hashable {
  package static func == (one: Self, other: Self) -> Bool { one.code == other.code }

  package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

/// The text of `policyc explain`: why the rule exists, with a source before and after its
/// correction.
package struct Explanation: Sendable {
  package let why: String
  package let before: String
  package let after: String
}

extension DiagnosticKind {
  /// The code as a title: `Unknown key`.
  var title: String {
    let spaced = code.replacing("-", with: " ")
    return spaced.prefix(1).uppercased() + spaced.dropFirst()
  }

  /// The explanation as Markdown.
  package var markdown: String {
    """
    \(explanation.why)

    Before:

    ```yaml
    \(explanation.before)
    ```

    After:

    ```yaml
    \(explanation.after)
    ```
    """
  }

  /// The explanation as a page of text.
  package var page: String {
    func indented(_ text: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "    \($0)" }
        .joined(separator: "\n")
    }
    return """
      \(code) (\(severity.rawValue))

      \(explanation.why)

      Before:

      \(indented(explanation.before))

      After:

      \(indented(explanation.after))

      """
  }
}
