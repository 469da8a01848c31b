package import Diagnostics

extension Diagnostic {
  /// After so many mistakes of one kind, the place from which nothing more is looked for.
  ///
  /// - Parameter whole: what the rest is of: a file, or a part of one.
  package static func unexaminedRest(after count: Int, of whole: String, at span: Span)
    -> Diagnostic
  {
    Diagnostic(
      .unexaminedRest, "after \(count) such mistakes the rest of \(whole) was not examined",
      at: span, label: "from here on", help: "mend those before it, and check again")
  }
}
