extension String {
  /// The text as it is safe to print on a terminal: U+FFFD replaces each character that would move
  /// the cursor or change the direction of the following text, and a space replaces each tab. The
  /// number of scalars stays the same.
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
