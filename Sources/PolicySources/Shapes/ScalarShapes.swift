internal import Diagnostics
internal import JSONText
internal import MessageText
internal import PolicySyntax
internal import Values

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
            "expected a whole number from \(range.lowerBound) to \(range.upperBound), found \(node.text.map { "`\($0.prefix(80))`" } ?? node.kind)",
            at: node.span))
        return nil
      }
      return value
    }
  }

  /// An exact number of at most 34 digits.
  static let number = Shape<ExactDecimal>(schema: ["type": "number"]) { node, findings in
    guard let text = token.read(node, &findings) else { return nil }
    do throws(NumberProblem) {
      return try ExactDecimal(written: text)
    } catch {
      findings.append(
        Diagnostic(.mistypedValue, error.message(text), at: node.span, help: error.help))
      return nil
    }
  }

  /// One word of a closed list.
  static func word<Word>(_: Word.Type) -> Shape<Word>
  where Word: RawRepresentable<String> & CaseIterable & Sendable {
    let words = Word.allCases.map(\.rawValue)
    return Shape(schema: ["enum": .array(words.map(JSON.string))]) { node, findings in
      guard node.text != nil else {
        findings.append(
          .mistyped(node, expected: "one of " + words.map { "`\($0)`" }.joined(separator: ", ")))
        return nil
      }
      guard let text = token.read(node, &findings) else { return nil }
      guard let value = Word(rawValue: text) else {
        findings.append(
          Diagnostic(
            .unknownWord, "`\(text.prefix(80))` is not one of the allowed words", at: node.span,
            help: choice(among: words), fix: .respelling(text, at: node.span, among: words)))
        return nil
      }
      return value
    }
  }

  static let code = Shape<Code>(
    schema: [
      "type": "string", "pattern": "^[A-Z0-9-]+:[A-Z0-9.-]+$",
      "examples": ["CPT:76498", "ICD-10-CM:E83.110"],
    ]
  ) { node, findings in
    guard let text = token.read(node, &findings) else { return nil }
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
