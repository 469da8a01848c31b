internal import PolicyModel

/// Prints Markdown: CommonMark with the tables of code hosts.
extension [MarkdownBlock] {
  var text: String { lines.joined(separator: "\n") + "\n" }

  fileprivate var lines: [String] {
    var lines: [String] = []
    for block in self {
      if !lines.isEmpty { lines.append("") }
      lines += block.lines
    }
    return lines
  }
}

extension MarkdownBlock {
  fileprivate var lines: [String] {
    switch self {
    case .heading(let level, let inlines):
      return [String(repeating: "#", count: level) + " " + inlines.line]
    case .paragraph(let inlines): return [inlines.line]
    case .list(let start, let items):
      // A list is tight if each item is a single block.
      let isTight = items.allSatisfy { $0.count == 1 }
      var lines: [String] = []
      for (index, item) in items.enumerated() {
        if index > 0, !isTight { lines.append("") }
        let marker = start.map { "\($0 + index). " } ?? "- "
        let margin = String(repeating: " ", count: marker.count)
        for (number, line) in item.lines.enumerated() {
          lines.append(line.isEmpty ? "" : (number == 0 ? marker : margin) + line)
        }
      }
      return lines
    case .quotation(let blocks):
      return blocks.lines.map { $0.isEmpty ? ">" : "> \($0)" }
    case .table(let rows, let alignments):
      var lines = rows.map { row in "| " + row.map(\.line).joined(separator: " | ") + " |" }
      if let head = rows.first {
        let marks = head.indices.map { column in
          alignments.indices.contains(column) ? alignments[column].mark : "---"
        }
        lines.insert("| " + marks.joined(separator: " | ") + " |", at: 1)
      }
      return lines
    }
  }
}

extension Prose.Table.Alignment? {
  /// What a column has under its head.
  fileprivate var mark: String {
    switch self {
    case nil: "---"
    case .left: ":--"
    case .center: ":-:"
    case .right: "--:"
    }
  }
}

extension [MarkdownInline] {
  /// The content of a block, on one line.
  fileprivate var line: String {
    var line = ""
    append(to: &line)
    return line
  }

  fileprivate func append(to line: inout String) {
    for inline in self { inline.append(to: &line) }
  }
}

extension MarkdownInline {
  fileprivate func append(to line: inout String) {
    switch self {
    case .text(let text):
      line += MarkdownInline.escaped(text, startsLine: line.allSatisfy { $0 == " " })
    case .strong(let inner): append(inner, between: "**", "**", to: &line)
    case .emphasis(let inner): append(inner, between: "*", "*", to: &line)
    case .code(let text): line += MarkdownInline.codeSpan(text)
    case .test(let inner): append(inner, between: "<code>", "</code>", to: &line)
    case .link(let url, let inner):
      append(inner, between: "[", "](<\(MarkdownInline.address(url))>)", to: &line)
    case .superscript(let inner): append(inner, between: "<sup>", "</sup>", to: &line)
    case .inserted(let inner): append(inner, between: "<ins>", "</ins>", to: &line)
    case .deleted(let inner): append(inner, between: "<del>", "</del>", to: &line)
    case .anchor(let name): line += "<a id=\"\(name)\"></a>"
    }
  }

  private func append(
    _ inner: [MarkdownInline], between open: String, _ close: String, to line: inout String
  ) {
    line += open
    inner.append(to: &line)
    line += close
  }

  /// Text with a backslash before every character that CommonMark or a table could take for markup.
  ///
  /// - Parameter startsLine: whether the text could begin a block, such as a heading or a list.
  private static func escaped(_ text: String, startsLine: Bool) -> String {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(text.utf8.count + 8)
    var isBlank = startsLine
    var isNumber = startsLine
    for byte in text.utf8 {
      switch byte {
      // `#` also ends a heading, and `!` before a link makes an image of it.
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "~"), UInt8(ascii: "#"),
        UInt8(ascii: "!"):
        escaped.append(UInt8(ascii: "\\"))
      // A list, or the underline of a heading.
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "="):
        if isBlank { escaped.append(UInt8(ascii: "\\")) }
      // A numbered list.
      case UInt8(ascii: "."), UInt8(ascii: ")"):
        if isNumber, !isBlank { escaped.append(UInt8(ascii: "\\")) }
      default: break
      }
      escaped.append(byte == 0x0A || byte == 0x0D ? UInt8(ascii: " ") : byte)
      let isSpace = byte == 0x20 || byte == 0x0A || byte == 0x0D
      isNumber = isNumber && ((0x30...0x39).contains(byte) || (isBlank && isSpace))
      isBlank = isBlank && isSpace
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// A code span whose fence is longer than any run of backticks in the text.
  private static func codeSpan(_ text: String) -> String {
    var longest = 0
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    // A reader removes a space from both ends, if there is one at both.
    let isPadded = text.hasPrefix(" ") && text.hasSuffix(" ") && !text.allSatisfy { $0 == " " }
    let gap = text.hasPrefix("`") || text.hasSuffix("`") || isPadded ? " " : ""
    return fence + gap + text + gap + fence
  }

  private static func address(_ url: String) -> String {
    url.replacing("\\", with: "%5C").replacing("<", with: "%3C").replacing(">", with: "%3E")
      .replacing("|", with: "%7C")
  }
}
