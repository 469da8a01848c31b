/// One finding: what is wrong, where, why, and what to do.
package struct Diagnostic: Sendable {
  /// A span with the text at its underline.
  package struct Label: Hashable, Sendable {
    package let span: Span
    package let text: String

    package init(_ span: Span, _ text: String = "") {
      self.span = span
      self.text = text
    }
  }

  /// Something that explains the finding, with a span if it has one.
  package struct Note: Hashable, Sendable {
    package let message: String
    package let label: Label?

    package init(_ message: String, at label: Label? = nil) {
      self.message = message
      self.label = label
    }
  }

  package let kind: DiagnosticKind
  /// One line in lower case without a full stop, with what the user wrote in backticks.
  package let message: String
  package let label: Label
  package let notes: [Note]
  /// What to do, in the imperative. Following it never changes the meaning of a policy.
  package let help: String?
  /// An edit of the sources that does what the help says, if the compiler knows one.
  package let fix: Fix?

  /// - Parameter help: what to do. If there is a fix, its title replaces this.
  package init(
    _ kind: DiagnosticKind, _ message: String, at label: Label, notes: [Note] = [],
    help: String? = nil, fix: Fix? = nil
  ) {
    self.kind = kind
    self.message = message
    self.label = label
    self.notes = notes
    self.help = fix?.title ?? help
    self.fix = fix
  }

  package init(
    _ kind: DiagnosticKind, _ message: String, at span: Span, label: String = "",
    notes: [Note] = [], help: String? = nil, fix: Fix? = nil
  ) {
    self.init(kind, message, at: Label(span, label), notes: notes, help: help, fix: fix)
  }
}

extension [Diagnostic] {
  /// The findings sorted by file and source location, without duplicates.
  package var sortedByLocation: [Diagnostic] {
    var seen: Set<[String]> = []
    return
      map { diagnostic in
        (diagnostic, diagnostic.label.span.path, diagnostic.label.span.range.lowerBound)
      }
      .sorted { ($0.1, $0.2, $0.0.kind.code) < ($1.1, $1.2, $1.0.kind.code) }
      .filter { seen.insert([$0.1, "\($0.2)", $0.0.kind.code, $0.0.message]).inserted }
      .map(\.0)
  }

  package var hasErrors: Bool { contains { $0.kind.severity == .error } }
}
