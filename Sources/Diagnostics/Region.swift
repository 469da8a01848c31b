/// A span as lines and columns, counted from 1, with columns in Unicode scalars. The end is after the
/// last character.
struct Region {
  let line: Int
  let column: Int
  let endLine: Int
  let endColumn: Int

  /// The start of the file if its text is not available.
  init(_ span: Span, in source: SourceText?) {
    guard let source else {
      (line, column, endLine, endColumn) = (1, 1, 1, 1)
      return
    }
    (line, column) = source.position(of: span.range.lowerBound)
    (endLine, endColumn) = source.position(of: span.range.upperBound)
  }
}
