internal import Diagnostics
internal import JSONText

/// Positions in the Language Server Protocol: lines from 0, and columns in UTF-16 code units.
extension SourceText {
  func position(at offset: Int) -> JSON {
    let line = position(of: offset).line
    let start = range(ofLine: line).lowerBound
    let before = text(start..<max(start, min(offset, bytes.count)))
    return ["line": .number("\(line - 1)"), "character": .number("\(before.utf16.count)")]
  }

  func protocolRange(_ range: Range<Int>) -> JSON {
    ["start": position(at: range.lowerBound), "end": position(at: range.upperBound)]
  }

  /// The byte offset of a position; a column after the end of a line means the end of that line.
  func offset(of position: JSON?) -> Int? {
    guard let position, let line = position["line"]?.integer,
      let character = position["character"]?.integer, line >= 0
    else { return nil }
    guard line < lineCount else { return bytes.count }
    let range = range(ofLine: line + 1)
    let text = text(range)
    let index = text.utf16.index(
      text.startIndex, offsetBy: max(0, character), limitedBy: text.endIndex)
    return range.lowerBound + text[..<(index ?? text.endIndex)].utf8.count
  }
}

extension JSON {
  var integer: Int? {
    if case .number(let digits) = self { Int(digits) } else { nil }
  }
}
