internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import PolicySyntax

extension Shapes {
  /// Any text that is not blank.
  static let text = scalar(schema: ["type": "string", "minLength": 1], expected: "text")

  /// Text that other readers of YAML may take for a number, such as a volume.
  static let textOrNumber = scalar(
    schema: ["type": ["string", "number"]], expected: "text or a number")

  private static func scalar(schema: JSON, expected: String) -> Shape<String> {
    Shape(schema: schema) { node, findings in
      guard let text = node.text else {
        findings.append(.mistyped(node, expected: expected, help: node.quotedBraces))
        return nil
      }
      guard !text.allSatisfy(\.isWhitespace) else {
        findings.append(
          Diagnostic(
            .mistypedValue, "expected \(expected), found nothing", at: node.span,
            help: "write it, or remove the key if it may be absent"))
        return nil
      }
      if let character = InvisibleCharacter(in: text, isToken: false) {
        findings.append(character.finding(at: node.span))
        return nil
      }
      return text
    }
  }

  /// Text that is compared with something, such as a name, a number or a date, so that no character
  /// in it may be invisible. In prose a no-break space is typography; here it is a slip.
  static let token = Shape<String>(schema: text.schema) { node, findings in
    guard let text = text.read(node, &findings) else { return nil }
    if let character = InvisibleCharacter(in: text, isToken: true) {
      findings.append(
        character.finding(at: findings.source.span(of: character.text, in: node.span)))
      return nil
    }
    return text
  }

  /// As above, for what other readers of YAML may take for a number.
  static let tokenOrNumber = Shape<String>(schema: textOrNumber.schema, read: token.read)
}

extension Shapes {
  /// A token of one form.
  ///
  /// - Parameters:
  ///   - longest: how many characters of a wrong text the message quotes.
  ///   - value: the value of a text, or nil if it does not have the form.
  static func token<Value>(
    schema: JSON, _ kind: DiagnosticKind, isNot form: String, help: String, longest: Int = 80,
    value: @escaping @Sendable (String) -> Value?
  ) -> Shape<Value> {
    Shape(schema: schema) { node, findings in
      guard let text = token.read(node, &findings) else { return nil }
      if let value = value(text) { return value }
      findings.append(
        Diagnostic(
          kind, "`\(text.prefix(longest))` is not \(form)", at: node.span, help: help))
      return nil
    }
  }
}

extension Node {
  /// What to write for `{age}` without quotes, which is a mapping.
  fileprivate var quotedBraces: String? {
    guard style == .flow, let entries, entries.count == 1,
      case .scalar("", isQuoted: false) = entries[0].value.content
    else { return nil }
    return "put quotes around the text: `\"{\(entries[0].key)}\"`"
  }
}

// MARK: Names

extension Shapes {
  /// A name that is the same in YAML, JSON, SQL, DMN and FHIR.
  static let identifier = Shape<String>(
    schema: ["type": "string", "pattern": "^[a-z][a-z0-9_]{0,79}$"]
  ) { node, findings in
    guard let text = token.read(node, &findings) else { return nil }
    guard isIdentifier(text) else {
      findings.append(
        Diagnostic(
          .badIdentifier, "`\(text.prefix(80))` is not a name", at: node.span,
          help: "use lower-case letters, digits and `_`, beginning with a letter"))
      return nil
    }
    guard Connective.Key(rawValue: text) == nil, text != criterionKey else {
      findings.append(
        Diagnostic(
          .badIdentifier, "`\(text)` is a keyword of the policy language", at: node.span,
          help: "choose another name"))
      return nil
    }
    return text
  }

  /// The key of a reference, as in `[@wood2015]`.
  static let referenceKey = token(
    schema: ["type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_:.-]{0,79}$"],
    .badIdentifier, isNot: "a reference key", help: "use letters, digits and `_`, `-`, `.`, `:`"
  ) { isReferenceKey($0) ? $0 : nil }

  /// A key that must be one of those in `references.yaml`.
  static let listedReference = Shape<String>(
    schema: SchemaDefinition.reference.reference, read: referenceKey.read)

  /// A web address.
  static let url = token(
    schema: [
      "type": "string", "pattern": "^https?://[^ ]+$", "examples": ["https://example.org/paper"],
    ],
    .unsafeLink, isNot: "a web address",
    help: "write an address that begins with `https://` or `http://`"
  ) { isWebAddress($0) ? $0 : nil }
}

/// Whether a text can be the name of a fact, a term or a criterion.
package func isIdentifier(_ text: String) -> Bool {
  guard let first = text.utf8.first, text.utf8.count <= 80 else { return false }
  return (0x61...0x7A).contains(first)
    && text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }
}

/// Whether a text can be the key of a reference.
package func isReferenceKey(_ text: some StringProtocol) -> Bool {
  guard let first = text.utf8.first, text.utf8.count <= 80 else { return false }
  func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
  return isAlphanumeric(first)
    && text.utf8.allSatisfy { isAlphanumeric($0) || "_:.-".utf8.contains($0) }
}

func isWebAddress(_ text: String) -> Bool {
  (text.hasPrefix("https://") || text.hasPrefix("http://"))
    && !text.unicodeScalars.contains { $0.properties.isWhitespace || $0.value < 0x20 }
    && text.utf8.count > 8
}
