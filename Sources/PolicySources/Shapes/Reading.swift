package import Diagnostics

/// The state of reading one file: its text, and the findings so far.
package struct Reading: Sendable {
  let source: SourceText
  private(set) var findings: [Diagnostic] = []

  init(_ source: SourceText) { self.source = source }

  mutating func append(_ finding: Diagnostic) { findings.append(finding) }
}

extension SourceText {
  /// The first occurrence of a piece of text within a span, or the whole span if the text is written
  /// in another form there, such as with escapes.
  package func span(of text: String, in span: Span) -> Span {
    let haystack = bytes[span.range.clamped(to: 0..<bytes.count)]
    guard let range = haystack.firstRange(of: Array(text.utf8)) else { return span }
    return Span(path: span.path, range: range)
  }
}
