extension String {
  /// The text with U+FFFD in place of each character that would move the cursor of a terminal or
  /// turn the direction of what follows, and with spaces for tabs. The number of scalars stays.
  package var printable: String {
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
    return String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0 == "\t" ? " " : $0.isUnprintable ? "\u{FFFD}" : $0 }))
  }
}

extension Unicode.Scalar {
  /// A control character, or one that overrides the direction of text.
  package var isUnprintable: Bool {
    (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
      || properties.generalCategory == .control
  }
}
