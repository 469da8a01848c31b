internal import Diagnostics
internal import Machine
internal import PolicyCompilation

extension SourceText {
  /// Writes the text to its file, keeping the kind of line breaks in that file.
  func replaceFile() throws(Failure) { try replaceFile(withLineBreaksOf: path) }

  /// Writes the text to its file, with the kind of line breaks in another source, which is CRLF in some checkouts.
  ///
  /// - Parameter model: the path of the other source. If it does not exist, line breaks are LF.
  func replaceFile(withLineBreaksOf model: String) throws(Failure) {
    let existing =
      Files.exists(model) ? try Files.readRegular(model, limit: SourceText.mostBytes) : []
    let (carriageReturn, lineFeed) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    guard let end = existing.firstIndex(of: lineFeed), end > 0, existing[end - 1] == carriageReturn
    else { return try Files.replace(path, with: bytes) }
    let converted = bytes.withUnixLineBreaks.flatMap {
      $0 == lineFeed ? [carriageReturn, lineFeed] : [$0]
    }
    try Files.replace(path, with: converted)
  }

  private static let mostBytes = 16 << 20
}
