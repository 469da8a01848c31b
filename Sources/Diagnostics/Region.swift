/// A span as lines and columns: both from 1, columns in Unicode scalars, the end behind the last.
struct Region {
  let line: Int
  let column: Int
  let endLine: Int
  let endColumn: Int

  /// The start of the file where its text is not at hand.
  init(_ span: Span, in source: SourceText?) {
    guard let source else {
      (line, column, endLine, endColumn) = (1, 1, 1, 1)
      return
    }
    (line, column) = source.position(of: span.range.lowerBound)
    (endLine, endColumn) = source.position(of: span.range.upperBound)
  }
}
