package import Diagnostics

/// The reading of one file: its text, and what was found wrong so far.
package struct Reading: Sendable {
  let source: SourceText
  private(set) var findings: [Diagnostic] = []

  init(_ source: SourceText) { self.source = source }

  mutating func append(_ finding: Diagnostic) { findings.append(finding) }
}

extension SourceText {
  /// The first place of a piece of text within a span, or the span where it is written otherwise.
  package func span(of text: String, in span: Span) -> Span {
    let haystack = bytes[span.range.clamped(to: 0..<bytes.count)]
    guard let place = haystack.firstRange(of: Array(text.utf8)) else { return span }
    return Span(path: span.path, range: place)
  }
}
