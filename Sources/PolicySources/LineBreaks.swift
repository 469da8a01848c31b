internal import Diagnostics

extension SourceText {
  /// How the file breaks lines, for text that is inserted into it.
  var lineBreak: String {
    guard let feed = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return "\n" }
    return feed > 0 && bytes[feed - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
  }

  /// The end of the line that contains an offset, before its line break.
  func endOfLine(after offset: Int) -> Int {
    let line = position(of: offset).line
    return max(offset, range(ofLine: line).upperBound)
  }
}
