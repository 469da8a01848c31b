internal import Digests

extension [Diagnostic] {
  /// An identifier for each finding that stays the same when lines move: the SHA-256 of its code,
  /// its file, the names in its message, the text of its line, and its number among otherwise
  /// identical findings.
  func fingerprints(in sources: [String: SourceText]) -> [String] {
    var seen: [String: Int] = [:]
    return map { finding in
      let span = finding.label.span
      let line = sources[span.path].map { source in
        source.text(source.range(ofLine: source.position(of: span.range.lowerBound).line))
      }
      let names = finding.message.split(separator: "`", omittingEmptySubsequences: false)
        .enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
      let parts =
        [finding.kind.code[...], span.path[...]] + names
        + [(line ?? "").filter { !$0.isWhitespace }[...]]
      let text = parts.joined(separator: "\u{0}")
      let number = seen[text, default: 0]
      seen[text] = number + 1
      return Digest(of: "\(text)\u{0}\(number)").hexadecimal
    }
  }
}
