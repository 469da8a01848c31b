internal import Values

/// Reading of numbers, strings and `@` literals.
extension FEELReader {
  /// Reads a literal, or returns nil if there is none at this position.
  mutating func literal() throws(ModelProblem) -> FEELExpression? {
    if scanner.peek("\"") { return .string(try string()) }
    if let number = try number() { return .number(number) }
    if let mark = scanner.remaining.first, FEELReader.otherQuotes.contains(mark) {
      throw problem(
        "`\(mark)` is not a quotation mark of FEEL", help: "write strings between straight `\"`")
    }
    if scanner.peek("${") || scanner.peek("#{") {
      throw problem(
        "`\(scanner.excerpt)` is written in another expression language", help: "write it in FEEL")
    }
    guard scanner.peek("@\"") else { return nil }
    scanner.index += 1
    return try temporal(try string())
  }

  /// The quotation marks of other languages and of word processors.
  private static let otherQuotes: Set<Unicode.Scalar> = [
    "'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}",
  ]

  /// The value of `@"…"`: a date, a time, a date and time, or a duration, depending on its form.
  private func temporal(_ text: String) throws(ModelProblem) -> FEELExpression {
    let function: FEELFunction? =
      if CalendarDate(text) != nil {
        .date
      } else if FEELValue.dateAndTime(text) != nil {
        .dateAndTime
      } else if FEELTime(text) != nil {
        .time
      } else if FEELValue.duration(text) != nil {
        .duration
      } else {
        nil
      }
    guard let function else {
      throw problem(
        "`@\"\(text)\"` is not a date, a time or a duration",
        help: "write a date as `@\"2024-01-31\"`")
    }
    return .call(function, [.string(text)])
  }

  private mutating func number() throws(ModelProblem) -> ExactDecimal? {
    let scalars = scanner.scalars
    var end = scanner.index
    func isDigit(_ index: Int) -> Bool {
      index < scalars.count && ("0"..."9").contains(scalars[index])
    }
    while isDigit(end) { end += 1 }
    if end < scalars.count, scalars[end] == ".", isDigit(end + 1) {
      end += 1
      while isDigit(end) { end += 1 }
    }
    guard end > scanner.index else { return nil }
    var text = String(String.UnicodeScalarView(scalars[scanner.index..<end]))
    scanner.index = end
    if text.hasPrefix(".") { text = "0" + text }
    while text.hasPrefix("0"), text.utf8.count > 1, !text.hasPrefix("0.") { text.removeFirst() }
    guard let value = ExactDecimal(text) else {
      throw problem("`\(text)` has more than 34 digits", help: "round it")
    }
    return value
  }

  private mutating func string() throws(ModelProblem) -> String {
    scanner.index += 1
    var text = String.UnicodeScalarView()
    while let scalar = scanner.remaining.first {
      scanner.index += 1
      if scalar == "\"" { return String(text) }
      guard scalar == "\\", let escaped = scanner.remaining.first else {
        text.append(scalar)
        continue
      }
      scanner.index += 1
      switch escaped {
      case "n": text.append("\n")
      case "r": text.append("\r")
      case "t": text.append("\t")
      case "\"", "\\", "'": text.append(escaped)
      case "u": text.append(try escapedScalar())
      default: text += ["\\", escaped]
      }
    }
    throw problem("a string is not closed", help: "close it with `\"`")
  }

  private mutating func escapedScalar() throws(ModelProblem) -> Unicode.Scalar {
    let digits = String(String.UnicodeScalarView(scanner.remaining.prefix(4)))
    guard digits.utf8.count == 4, let code = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(code)
    else {
      throw problem("`\\u\(digits)` is not a character", help: "write four hexadecimal digits")
    }
    scanner.index += 4
    return scalar
  }
}
