package import Diagnostics

/// A character that cannot be seen, or that changes the order in which text is displayed.
///
/// Text that is pasted from a word processor or a web page often contains these characters. Nobody
/// sees them, but a name or number that contains one is a different name or number.
package struct InvisibleCharacter {
  package let scalar: Unicode.Scalar
  private let name: String
  private let help: String

  /// The first invisible character of a text, if it has one.
  ///
  /// - Parameter isToken: whether the text is compared, as names and numbers are. A token must not
  ///   contain any invisible character. Prose may contain no-break spaces, joiners and direction
  ///   marks, which are part of its typography.
  package init?(in text: some StringProtocol, isToken: Bool) {
    // In ASCII, only control characters matter.
    for scalar in text.unicodeScalars where scalar.value < 0x20 || scalar.value >= 0x7F {
      guard let found = InvisibleCharacter(scalar, isToken: isToken) else { continue }
      self = found
      return
    }
    return nil
  }

  init?(_ scalar: Unicode.Scalar, isToken: Bool) {
    self.scalar = scalar
    switch scalar.value {
    case 0x09, 0x0A: return nil
    case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: (name, help) = ("control character", "remove it")
    case 0x202A...0x202E, 0x2066...0x2069:
      (name, help) = ("text direction control", "remove it")
    case 0xFEFF: (name, help) = ("byte order mark", "remove it")
    case 0xAD: (name, help) = ("soft hyphen", "remove it")
    case 0x200B: (name, help) = ("zero-width space", "remove it")
    case 0x2060...0x2064, 0x180E, 0x115F, 0x1160, 0x3164, 0xFFA0, 0xE0000...0xE007F:
      (name, help) = ("invisible character", "remove it")
    case 0x200C...0x200F, 0x061C, 0xFE00...0xFE0F:
      guard isToken else { return nil }
      (name, help) = ("invisible character", "remove it")
    case 0xA0, 0x2007, 0x202F:
      guard isToken else { return nil }
      (name, help) = ("no-break space", "replace it with a space")
    case 0x1680, 0x2000...0x200A, 0x205F, 0x3000:
      guard isToken else { return nil }
      (name, help) = ("special space", "replace it with a space")
    case 0x2028, 0x2029:
      guard isToken else { return nil }
      (name, help) = ("line separator", "replace it with a space")
    default: return nil
    }
  }

  package var text: String { String(scalar) }

  package func finding(at span: Span) -> Diagnostic {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return Diagnostic(
      .invisibleCharacter, "the text contains the \(name) \(code)", at: span, help: help)
  }
}

extension InvisibleCharacter {
  /// Findings for characters that are not allowed anywhere in a file, not even in comments.
  ///
  /// Characters that YAML itself forbids are reported by the reader.
  static func findings(in source: SourceText) -> [Diagnostic] {
    guard source.bytes.contains(where: { $0 >= 0xC2 }) else { return [] }
    var findings: [Diagnostic] = []
    var offset = 0
    for scalar in String(decoding: source.bytes, as: UTF8.self).unicodeScalars {
      let length = UTF8.width(scalar)
      let isMark = offset == 0 && scalar.value == 0xFEFF
      if scalar.value >= 0xA0, !isMark,
        let found = InvisibleCharacter(scalar, isToken: false)
      {
        let span = Span(path: source.path, range: offset..<offset + length)
        if findings.count == mostFindings {
          return findings + [.unexaminedRest(after: mostFindings, of: "the file", at: span)]
        }
        findings.append(found.finding(at: span))
      }
      offset += length
    }
    return findings
  }

  /// A finding for a Unicode space that YAML does not treat as one, in a position where a space
  /// would be syntax: in the indentation, after the colon of a key or the dash of an element, or
  /// before a comment.
  static func unusualSpace(in range: Range<Int>, of source: SourceText) -> Diagnostic? {
    let bytes = source.bytes
    var offset = range.lowerBound
    for scalar in source.text(range).unicodeScalars {
      let end = offset + UTF8.width(scalar)
      defer { offset = end }
      guard scalar.value >= 0xA0, scalar.properties.isWhitespace,
        let character = InvisibleCharacter(scalar, isToken: true)
      else { continue }
      let before = bytes[range.lowerBound..<offset]
      let isSyntax =
        before.last == UInt8(ascii: ":")
        || before.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
        || bytes[end..<range.upperBound].first == UInt8(ascii: "#")
      if isSyntax {
        return character.finding(at: Span(path: source.path, range: offset..<end))
      }
    }
    return nil
  }
}

private let mostFindings = 20
