internal import Diagnostics

/// A finding after which the rest of the file cannot be read.
struct Stop: Error {
  let finding: Diagnostic

  init(_ finding: Diagnostic) { self.finding = finding }

  init(_ kind: DiagnosticKind, _ message: String, _ span: Span, help: String) {
    finding = Diagnostic(kind, message, at: span, help: help)
  }
}
