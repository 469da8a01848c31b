/// A span as lines and columns, counted from 1, with columns in Unicode scalars. The end is the
/// position after the last character.
struct Region {
  let line: Int
  let column: Int
  let endLine: Int
  let endColumn: Int

  /// - Parameter source: the file. If it is not available, the region is the start of the file.
  init(_ span: Span, in source: SourceText?) {
    guard let source else {
      (line, column, endLine, endColumn) = (1, 1, 1, 1)
      return
    }
    (line, column) = source.position(of: span.range.lowerBound)
    (endLine, endColumn) = source.position(of: span.range.upperBound)
  }
}
