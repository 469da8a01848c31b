package import Diagnostics

extension Diagnostic {
  /// A finding that states where the examination stopped, after many mistakes of one kind.
  ///
  /// - Parameter whole: what was not examined completely, such as a file or a mapping.
  package static func unexaminedRest(after count: Int, of whole: String, at span: Span)
    -> Diagnostic
  {
    Diagnostic(
      .unexaminedRest,
      "after \(count) mistakes of this kind, the rest of \(whole) was not examined", at: span,
      label: "from here on", help: "correct those before it, and check again")
  }
}
