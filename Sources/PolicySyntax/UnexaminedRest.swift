package import Diagnostics

extension Diagnostic {
  /// Says from where on nothing more is looked for, after many mistakes of one kind.
  ///
  /// - Parameter whole: what was left unexamined: a file, or a part of one.
  package static func unexaminedRest(after count: Int, of whole: String, at span: Span)
    -> Diagnostic
  {
    Diagnostic(
      .unexaminedRest, "after \(count) such mistakes the rest of \(whole) was not examined",
      at: span, label: "from here on", help: "correct those before it, and check again")
  }
}
