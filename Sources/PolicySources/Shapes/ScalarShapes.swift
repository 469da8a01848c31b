internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import PolicySyntax
internal import Values

extension Shapes {
  /// Any text but none.
  static let text = scalar(schema: ["type": "string", "minLength": 1], expected: "text")

  /// Text that other readers of YAML may take for a number, such as a volume.
  static let textOrNumber = scalar(
    schema: ["type": ["string", "number"]], expected: "text or a number")

  private static func scalar(schema: JSON, expected: String) -> Shape<String> {
    Shape(schema: schema) { node, findings in
      guard let text = node.text else {
        findings.append(.mistyped(node, expected: expected))
        return nil
      }
      guard !text.allSatisfy(\.isWhitespace) else {
        findings.append(
          Diagnostic(
            .mistypedValue, "expected \(expected), found nothing", at: node.span,
            help: "write it, or remove a key that may be absent"))
        return nil
      }
      if let control = text.unicodeScalars.first(where: isControl) {
        let number = String(control.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
        findings.append(
          Diagnostic(
            .mistypedValue, "the text holds the control character \(name)", at: node.span,
            help: "remove the character"))
        return nil
      }
      return text
    }
  }

  /// Characters that documents cannot show, or by which text reads otherwise than it stands.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// A name that is the same in YAML, JSON, SQL, DMN and FHIR.
  static let identifier = Shape<String>(
    schema: ["type": "string", "pattern": "^[a-z][a-z0-9_]{0,79}$"]
  ) { node, findings in
    guard let text = Shapes.text.read(node, &findings) else { return nil }
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
          .badIdentifier, "`\(text)` is a word of the policy language", at: node.span,
          help: "choose another name"))
      return nil
    }
    return text
  }

  /// The key of a reference, as in `[@wood2015]`.
  static let referenceKey = Shape<String>(
    schema: ["type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_:.-]{0,79}$"]
  ) { node, findings in
    guard let text = Shapes.text.read(node, &findings) else { return nil }
    guard isReferenceKey(text) else {
      findings.append(
        Diagnostic(
          .badIdentifier, "`\(text.prefix(80))` is not a reference key", at: node.span,
          help: "use letters, digits and `_`, `-`, `.`, `:`"))
      return nil
    }
    return text
  }

  /// Such a key where only those of `references.yaml` can stand.
  static let listedReference = Shape<String>(
    schema: SchemaDefinition.reference.reference, read: Shapes.referenceKey.read)

  /// An address on the web.
  static let url = Shape<String>(
    schema: [
      "type": "string", "pattern": "^https?://[^ ]+$", "examples": ["https://example.org/paper"],
    ]
  ) {
    node, findings in
    guard let text = Shapes.text.read(node, &findings) else { return nil }
    guard isWebAddress(text) else {
      findings.append(
        Diagnostic(
          .unsafeLink, "`\(text.prefix(80))` is not a web address", at: node.span,
          help: "write an address that begins with `https://` or `http://`"))
      return nil
    }
    return text
  }
}

/// Whether a text has the form of a name of a fact, a term or a criterion.
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

extension Shapes {
  static let boolean = Shape<Bool>(schema: ["type": "boolean"]) { node, findings in
    switch node.text {
    case "true": return true
    case "false": return false
    default:
      findings.append(
        Diagnostic(
          .mistypedValue, "expected true or false", at: node.span, help: "write `true` or `false`"))
      return nil
    }
  }
}

extension Shapes {
  static func integer(_ range: ClosedRange<Int>) -> Shape<Int> {
    Shape(
      schema: [
        "type": "integer", "minimum": .number(String(range.lowerBound)),
        "maximum": .number(String(range.upperBound)),
      ]
    ) { node, findings in
      guard let text = node.text, let value = Int(text), String(value) == text,
        range.contains(value)
      else {
        findings.append(
          Diagnostic(
            .mistypedValue,
            "expected a whole number from \(range.lowerBound) to \(range.upperBound)",
            at: node.span))
        return nil
      }
      return value
    }
  }
}

extension Shapes {
  /// An exact number of at most 34 digits.
  static let number = Shape<ExactDecimal>(schema: ["type": "number"]) { node, findings in
    guard let text = node.text, let value = ExactDecimal(text) else {
      findings.append(
        Diagnostic(
          .mistypedValue, "expected a number of at most \(ExactDecimal.mostDigits) digits",
          at: node.span, help: "write it as `20` or `0.5`"))
      return nil
    }
    return value
  }
}

extension Shapes {
  /// One of the words of a closed list.
  static func word<Word>(_: Word.Type) -> Shape<Word>
  where Word: RawRepresentable<String> & CaseIterable & Sendable {
    let words = Word.allCases.map(\.rawValue)
    return Shape(schema: ["enum": .array(words.map(JSON.string))]) { node, findings in
      guard let text = node.text else {
        findings.append(
          .mistyped(node, expected: "one of " + words.map { "`\($0)`" }.joined(separator: ", ")))
        return nil
      }
      guard let value = Word(rawValue: text) else {
        findings.append(
          Diagnostic(
            .unknownWord, "`\(text.prefix(80))` is no word of the list", at: node.span,
            help: choice(among: words), fix: .respelling(text, at: node.span, among: words)))
        return nil
      }
      return value
    }
  }
}

extension Shapes {
  /// A date as printed: `11/23`, `4/3/23`, `08/15/2020`, or in ISO 8601.
  static let date = Shape<PrintedDate>(
    schema: [
      "type": "string",
      "pattern": "^([0-9]{1,2}/([0-9]{1,2}/)?([0-9]{2}|[0-9]{4})|[0-9]{4}-[0-9]{2}(-[0-9]{2})?)$",
      "examples": ["11/23", "08/15/2020", "2023-11"],
    ]
  ) { node, findings in
    guard let text = Shapes.text.read(node, &findings) else { return nil }
    do throws(PrintedDateError) {
      return try PrintedDate(text)
    } catch {
      findings.append(error.diagnostic(text, at: node.span))
      return nil
    }
  }
}

extension PrintedDateError {
  fileprivate func diagnostic(_ text: String, at span: Span) -> Diagnostic {
    switch self {
    case .unreadable:
      Diagnostic(
        .badDate, "`\(text.prefix(40))` is not a date", at: span,
        help: "write it as `11/23`, `4/3/23`, `08/15/2020`, `2023-11` or `2023-04-03`")
    case .ambiguous:
      Diagnostic(
        .ambiguousDate, "the year of `\(text)` could be a day or a month", at: span,
        help: "write the year with four digits")
    case .impossible(let part):
      Diagnostic(
        .impossibleDate, "`\(text)` is not in the calendar, which has no \(part)", at: span,
        help: part.hasPrefix("month")
          ? "write the month first, as in `08/15/2020`, or use `2020-08-15`" : "check the date")
    }
  }
}

extension Shapes {
  static let code = Shape<Code>(
    schema: [
      "type": "string", "pattern": "^[A-Z0-9-]+:[A-Z0-9.-]+$",
      "examples": ["CPT:76498", "ICD-10-CM:E83.110"],
    ]
  ) { node, findings in
    guard let text = Shapes.text.read(node, &findings) else { return nil }
    do throws(CodeError) {
      return try Code(text)
    } catch {
      findings.append(
        Diagnostic(
          .badCode, error.reason, at: node.span,
          help: "write the code with its system, as in `CPT:76498`"))
      return nil
    }
  }
}
