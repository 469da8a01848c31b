internal import Diagnostics
internal import Machine
internal import PolicyCompilation

extension SourceText {
  /// Writes the text to its file, with the line breaks that the file has now.
  func replaceFile() throws(Failure) {
    let existing =
      Files.exists(path) ? try Files.readRegular(path, limit: SourceText.mostBytes) : []
    let crlf: [UInt8] = [0x0D, 0x0A]
    guard existing.firstRange(of: crlf) != nil else {
      return try Files.replace(path, with: bytes)
    }
    let converted = bytes.withUnixLineBreaks.flatMap { $0 == 0x0A ? crlf : [$0] }
    try Files.replace(path, with: converted)
  }

  private static let mostBytes = 16 << 20
}
