/// A piece of a Markdown file. Text is escaped where it is printed.
indirect enum MarkdownBlock {
  case heading(level: Int, [MarkdownInline])
  /// A place that links can name; hosts of code render it as an empty element.
  case anchor(String)
  case paragraph([MarkdownInline])
  /// - Parameter start: the number of the first item; nil for bullets.
  case list(start: Int?, [[MarkdownBlock]])
  case quotation([MarkdownBlock])
  /// The first row is the head.
  case table([[[MarkdownInline]]])
}

indirect enum MarkdownInline {
  case text(String)
  case strong([MarkdownInline])
  case emphasis([MarkdownInline])
  case code(String)
  /// What a table tests. Prose holds no HTML, so this element is nothing that an author wrote.
  case test([MarkdownInline])
  case link(String, [MarkdownInline])
  case superscript([MarkdownInline])
  /// What a redline adds and takes away; hosts of code underline the one and strike the other.
  case inserted([MarkdownInline])
  case deleted([MarkdownInline])
  case anchor(String)
}

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
    case .anchor(let name): return ["<a id=\"\(name)\"></a>"]
    case .paragraph(let inlines): return [inlines.line]
    case .list(let start, let items):
      // A list whose items are one paragraph each is tight.
      let isTight = items.allSatisfy { $0.count == 1 }
      var lines: [String] = []
      for (place, item) in items.enumerated() {
        if place > 0, !isTight { lines.append("") }
        let marker = start.map { "\($0 + place). " } ?? "- "
        let margin = String(repeating: " ", count: marker.count)
        for (number, line) in item.lines.enumerated() {
          lines.append(line.isEmpty ? "" : (number == 0 ? marker : margin) + line)
        }
      }
      return lines
    case .quotation(let blocks):
      return blocks.lines.map { $0.isEmpty ? ">" : "> \($0)" }
    case .table(let rows):
      var lines = rows.map { row in "| " + row.map(\.line).joined(separator: " | ") + " |" }
      if let head = rows.first {
        lines.insert("|" + String(repeating: " --- |", count: head.count), at: 1)
      }
      return lines
    }
  }
}

extension [MarkdownInline] {
  fileprivate var line: String { map(\.text).joined() }
}

extension MarkdownInline {
  fileprivate var text: String {
    switch self {
    case .text(let words): MarkdownInline.escaped(words)
    case .strong(let inner): "**\(inner.line)**"
    case .emphasis(let inner): "*\(inner.line)*"
    case .code(let words): MarkdownInline.code(words)
    case .test(let inner): "<code>\(inner.line)</code>"
    case .link(let url, let inner): "[\(inner.line)](<\(MarkdownInline.address(url))>)"
    case .superscript(let inner): "<sup>\(inner.line)</sup>"
    case .inserted(let inner): "<ins>\(inner.line)</ins>"
    case .deleted(let inner): "<del>\(inner.line)</del>"
    case .anchor(let name): "<a id=\"\(name)\"></a>"
    }
  }

  /// Every sign that CommonMark or a table could take for markup, and what could begin a block.
  private static func escaped(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 8)
    var isNumber = true
    for (place, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "~"):
        result.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "#"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "="):
        // It could begin a block.
        if place == 0 { result.append(UInt8(ascii: "\\")) }
      case UInt8(ascii: "."), UInt8(ascii: ")"):
        // It could make a list of a number.
        if isNumber, place > 0 { result.append(UInt8(ascii: "\\")) }
      default: break
      }
      isNumber = isNumber && (0x30...0x39).contains(byte)
      result.append(byte == 0x0A ? UInt8(ascii: " ") : byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A fence longer than any run of backticks in the text.
  private static func code(_ text: String) -> String {
    var longest = 0
    var run = 0
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let gap = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + gap + text + gap + fence
  }

  private static func address(_ url: String) -> String {
    url.replacing("\\", with: "%5C").replacing("<", with: "%3C").replacing(">", with: "%3E")
      .replacing("|", with: "%7C")
  }
}
