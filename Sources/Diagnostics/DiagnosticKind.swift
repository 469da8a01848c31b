/// What is wrong, named so that it reads as "allow …", with the words that explain it at length.
package struct DiagnosticKind: Sendable {
  package enum Severity: String, Sendable {
    case error
    case warning
  }

  /// Kebab-case; never used again for something else.
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

  /// The same kind, as severe as what the user asked for makes it.
  package func with(_ severity: Severity) -> DiagnosticKind { DiagnosticKind(self, severity) }
}

extension DiagnosticKind: Hashable {
  package static func == (one: Self, other: Self) -> Bool { one.code == other.code }

  package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

/// The text of `policyc explain`: why the rule exists, and a source that breaks it, mended.
package struct Explanation: Sendable {
  package let why: String
  package let before: String
  package let after: String
}

extension DiagnosticKind {
  /// The code in words: `Unknown key`.
  var words: String {
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
