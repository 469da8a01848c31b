internal import MessageText

/// Diagnostics as text for a terminal: the message, the source line, an underline, help.
package struct TextReport {
  package let sources: [String: SourceText]
  /// Whether to print ANSI colors. No information is conveyed by color alone.
  package let colored: Bool

  package init(sources: [SourceText], colored: Bool = false) {
    self.sources = Dictionary(sources.map { ($0.path, $0) }) { first, _ in first }
    self.colored = colored
  }

  package func text(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(text).joined(separator: "\n")
  }

  private func text(_ diagnostic: Diagnostic) -> String {
    let severity = diagnostic.kind.severity
    let color = severity == .error ? Color.red : Color.yellow
    var lines = [
      paint("\(severity.rawValue)[\(diagnostic.kind.code)]", color, .bold)
        + paint(": \(diagnostic.message.printable)", .bold)
    ]
    lines += snippet(diagnostic.label, color)
    for note in diagnostic.notes {
      lines.append(paint("note", .cyan) + ": \(note.message.printable)")
      if let label = note.label { lines += snippet(label, .cyan) }
    }
    if let help = diagnostic.help { lines.append(paint("help", .green) + ": \(help.printable)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func snippet(_ label: Diagnostic.Label, _ color: Color) -> [String] {
    guard let source = sources[label.span.path] else { return ["  --> \(label.span.path)"] }
    let (line, column) = source.position(of: label.span.range.lowerBound)
    let whole = source.range(ofLine: line)
    let shown = window(of: whole, around: label.span.range, in: source)
    let start = min(max(label.span.range.lowerBound, shown.lowerBound), shown.upperBound)
    let end = min(max(label.span.range.upperBound, start), shown.upperBound)
    let number = String(line)
    let margin = String(repeating: " ", count: number.count)
    let leading = shown.lowerBound > whole.lowerBound ? "…" : ""
    let trailing = shown.upperBound < whole.upperBound ? "…" : ""
    let indent = source.scalarCount(shown.lowerBound..<start) + leading.count
    let width = max(1, source.scalarCount(start..<end))
    let underline =
      String(repeating: " ", count: indent) + String(repeating: "^", count: width)
      + (label.text.isEmpty ? "" : " \(label.text)")
    return [
      "\(margin)\(paint("-->", .blue)) \(source.path):\(line):\(column)",
      "\(margin) \(paint("|", .blue))",
      "\(paint("\(number) |", .blue)) \(leading)\(source.text(shown).printable)\(trailing)",
      "\(margin) \(paint("|", .blue)) \(paint(underline, color))",
    ]
  }

  /// The part of the line to print: at most `widestLine` bytes around the span.
  private func window(of line: Range<Int>, around span: Range<Int>, in source: SourceText)
    -> Range<Int>
  {
    guard line.count > widestLine else { return line }
    var start = max(line.lowerBound, min(span.lowerBound, line.upperBound) - widestLine / 3)
    var end = min(line.upperBound, start + widestLine)
    while start > line.lowerBound, source.bytes[start] & 0xC0 == 0x80 { start -= 1 }
    while end > start, end < line.upperBound, source.bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return start..<end
  }

  private func paint(_ text: String, _ colors: Color...) -> String {
    guard colored else { return text }
    return colors.map(\.rawValue).joined() + text + Color.plain.rawValue
  }

  private enum Color: String {
    case plain = "\u{1B}[0m"
    case bold = "\u{1B}[1m"
    case red = "\u{1B}[31m"
    case green = "\u{1B}[32m"
    case yellow = "\u{1B}[33m"
    case blue = "\u{1B}[34m"
    case cyan = "\u{1B}[36m"
  }
}

private let widestLine = 140
