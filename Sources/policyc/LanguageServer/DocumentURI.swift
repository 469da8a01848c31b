internal import Diagnostics

/// Conversion of the `file:` URIs with which editors identify documents (RFC 8089).
enum DocumentURI {
  /// The path of a file on this machine, or nil for any other document.
  static func path(of uri: String) -> String? {
    guard let scheme = uri.firstIndex(of: ":"), uri[..<scheme].lowercased() == "file" else {
      return nil
    }
    var rest = uri[uri.index(after: scheme)...]
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      guard let slash = rest.firstIndex(of: "/") else { return nil }
      guard ["", "localhost"].contains(rest[..<slash].lowercased()) else { return nil }
      rest = rest[slash...]
    }
    guard rest.hasPrefix("/"), let bytes = unescaped(rest.utf8), !bytes.contains(0) else {
      return nil
    }
    return String(validating: bytes, as: UTF8.self)
  }

  static func uri(of path: String) -> String { "file://" + SourceURI.escaped(path) }

  /// - Returns: nil if a `%` is not followed by two hexadecimal digits.
  private static func unescaped(_ text: Substring.UTF8View) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
      else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
  }
}
