extension SourceText {
  /// The same text with `\n` for each `\r\n`, which is how YAML reads it.
  ///
  /// Version control writes either form, depending on how a machine is configured.
  package var withUnixLineBreaks: SourceText {
    let converted = bytes.withUnixLineBreaks
    return converted.count == bytes.count ? self : SourceText(path: path, bytes: converted)
  }
}

extension [UInt8] {
  /// The same bytes with `\n` for each `\r\n`.
  package var withUnixLineBreaks: [UInt8] {
    guard contains(UInt8(ascii: "\r")) else { return self }
    return indices.compactMap { index in
      let isFirstOfPair =
        self[index] == UInt8(ascii: "\r") && index + 1 < count
        && self[index + 1] == UInt8(ascii: "\n")
      return isFirstOfPair ? nil : self[index]
    }
  }
}
