/// One finding: what is wrong, where, what else bears on it, and what to do.
package struct Diagnostic: Sendable {
  /// A place with the words that stand at its underline.
  package struct Label: Hashable, Sendable {
    package let span: Span
    package let text: String

    package init(_ span: Span, _ text: String = "") {
      self.span = span
      self.text = text
    }
  }

  /// Another place, or a fact without a place, that explains the finding.
  package struct Note: Hashable, Sendable {
    package let message: String
    package let label: Label?

    package init(_ message: String, at label: Label? = nil) {
      self.message = message
      self.label = label
    }
  }

  package let kind: DiagnosticKind
  /// One line, lower case, no full stop; what the user wrote stands in backticks.
  package let message: String
  package let label: Label
  package let notes: [Note]
  /// What to do, in the imperative.
  package let help: String?
  /// The change of the sources that does it, where the compiler knows one.
  package let fix: Fix?

  /// - Parameter help: what to do where there is no fix; a fix says itself what it does.
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
  /// By file, then by place, so that a reader goes through a file once; each finding once.
  package var sortedByPlace: [Diagnostic] {
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
