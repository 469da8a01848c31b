package import Diagnostics
internal import PolicySyntax

/// The state of reading one file: its text and its tree, and the findings so far.
package struct Reading: Sendable {
  let source: SourceText
  private let root: Node
  private(set) var findings: [Diagnostic] = []

  init(_ document: Document) {
    source = document.source
    root = document.root
  }

  mutating func append(_ finding: Diagnostic) { findings.append(finding) }

  /// The type of a fact that the file declares, for suggestions before the declarations are resolved.
  func declaredKind(of fact: String) -> FactSource.Kind? {
    root["facts"]?[fact]?["type"]?.text.flatMap(FactSource.Kind.init)
  }
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
