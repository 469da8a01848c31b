internal import PolicyModel

/// A block of a Markdown file. Text is escaped when the tree is printed, and only then.
indirect enum MarkdownBlock {
  case heading(level: Int, [MarkdownInline])
  case paragraph([MarkdownInline])
  /// - Parameter start: the number of the first item; nil for a bulleted list.
  case list(start: Int?, [[MarkdownBlock]])
  case quotation([MarkdownBlock])
  /// The first row is the head.
  case table([[[MarkdownInline]]], alignments: [Prose.Table.Alignment?] = [])
}

indirect enum MarkdownInline {
  case text(String)
  case strong([MarkdownInline])
  case emphasis([MarkdownInline])
  case code(String)
  /// What a table tests, in a `code` element. Prose cannot contain HTML, so no author can write one.
  case test([MarkdownInline])
  case link(String, [MarkdownInline])
  case superscript([MarkdownInline])
  /// What a redline adds, which code hosts underline.
  case inserted([MarkdownInline])
  /// What a redline removes, which code hosts strike through.
  case deleted([MarkdownInline])
  /// A target for links.
  case anchor(String)
}
