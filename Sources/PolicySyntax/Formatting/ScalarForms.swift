/// The forms in which a text can be written in YAML 1.1. A form is nil if it cannot represent the
/// text.
///
/// The form depends only on the text and the available width, with two exceptions that are left to
/// the author: a literal block (`|`), and quotes around a text that other readers would take for a
/// number, a date or a truth value.
struct ScalarForms {
  let text: String
  private let scalars: [Unicode.Scalar]

  init(_ text: String) {
    self.text = text
    scalars = Array(text.unicodeScalars)
  }

  /// The text on one line, in quotes only if it needs them.
  ///
  /// - Parameter isQuoted: whether the author wrote it in quotes.
  func inline(inFlow: Bool, isQuoted: Bool) -> String {
    if text.isEmpty { return isQuoted ? "\"\"" : "" }
    if canBePlain(inFlow: inFlow), !isQuoted || !looksTyped { return text }
    let needsEscape = scalars.contains { !ScalarForms.isPrintable($0) }
    if !needsEscape, scalars.contains(where: { $0 == "\"" || $0 == "\\" }) {
      return "'" + text.replacing("'", with: "''") + "'"
    }
    return "\"" + scalars.map(ScalarForms.escaped).joined() + "\""
  }

  private func canBePlain(inFlow: Bool) -> Bool {
    guard let first = scalars.first, let last = scalars.last, first != " ", last != " ",
      scalars.allSatisfy(ScalarForms.isPrintable)
    else { return false }
    let begins = !"-?:,[]{}#&*!|>'\"%@`".unicodeScalars.contains(first)
    let isDashed =
      first == "-" && scalars.count > 1 && scalars[1] != " " && scalars[1] != "-"
      && !isUnusualSpace(scalars[1])
      && (!inFlow || !",[]{}".unicodeScalars.contains(scalars[1]))
    guard begins && !isUnusualSpace(first) || isDashed, !text.hasPrefix("..."), last != ":" else {
      return false
    }
    for (one, other) in zip(scalars, scalars.dropFirst())
    where (one == ":" && other == " ") || (one == " " && other == "#")
      || (one == ":" && isUnusualSpace(other)) || (isUnusualSpace(one) && other == "#")
    {
      return false
    }
    return !inFlow || !scalars.contains { ",[]{}".unicodeScalars.contains($0) }
  }

  /// Whether a scalar looks like a space but is not one in YAML.
  private func isUnusualSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0xA0 && scalar.properties.isWhitespace
  }

  /// Whether other YAML readers would not take the plain text for text, but for example for a
  /// number.
  private var looksTyped: Bool {
    let words: Set<String> = [
      "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<",
    ]
    guard let first = scalars.first else { return true }
    return "0123456789+-.".unicodeScalars.contains(first) || words.contains(text.lowercased())
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
      scalar.value != 0x2028 && scalar.value != 0x2029
        && (scalar.value < 0xA0 || InvisibleCharacter(scalar, isToken: false) == nil)
    default: false
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\t": return "\\t"
    case "\r": return "\\r"
    case _ where isPrintable(scalar): return String(scalar)
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let (sign, width) =
        scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
      return "\\\(sign)" + String(repeating: "0", count: width - digits.count) + digits
    }
  }
}

extension ScalarForms {
  /// A header, and the lines below it without their indentation.
  typealias Block = (header: String, lines: [String])

  /// The lines unchanged: `|`.
  var literal: Block? {
    guard let (body, chomping) = chomped, canBeBlock(body) else { return nil }
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first(where: { !$0.isEmpty }), !first.allSatisfy({ $0 == " " })
    else { return nil }
    // If the first line is indented, the header must state the indentation of the block.
    let indicator = first.hasPrefix(" ") ? "2" : ""
    return ("|\(indicator)\(chomping)", lines + blankLines)
  }

  /// Lines that a reader joins with spaces: `>`. They are broken only at single spaces.
  func folded(width: Int) -> Block? {
    guard let (body, chomping) = chomped, canBeBlock(body) else { return nil }
    let paragraphs = body.split(separator: "\n", omittingEmptySubsequences: false)
    guard paragraphs.first?.isEmpty == false, paragraphs.last?.isEmpty == false,
      paragraphs.allSatisfy({ $0.first != " " && $0.last != " " })
    else { return nil }
    var lines: [String] = []
    for (index, paragraph) in paragraphs.enumerated() {
      // A line break in the text is written as a blank line between paragraphs.
      if index > 0 { lines.append("") }
      if !paragraph.isEmpty { lines += ScalarForms.wrapped(paragraph, width: width) }
    }
    return (">\(chomping)", lines + blankLines)
  }

  /// Whether the text has a space at which a line can be broken.
  var hasWords: Bool { chomped.map { ScalarForms.words(of: $0.body[...]).count > 1 } ?? false }

  /// The text without the line breaks at its end, and the chomping indicator that represents them.
  private var chomped: (body: String, chomping: String)? {
    let count = scalars.reversed().prefix { $0 == "\n" }.count
    guard count < scalars.count else { return nil }
    var body = String.UnicodeScalarView()
    body.append(contentsOf: scalars.dropLast(count))
    return (String(body), count == 0 ? "-" : count == 1 ? "" : "+")
  }

  private var blankLines: [String] {
    Array(repeating: "", count: max(0, scalars.reversed().prefix { $0 == "\n" }.count - 1))
  }

  private func canBeBlock(_ body: String) -> Bool {
    body.unicodeScalars.allSatisfy { $0 == "\n" || ScalarForms.isPrintable($0) }
  }

  private static func wrapped(_ paragraph: Substring, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var length = 0
    for word in words(of: paragraph) {
      let wordLength = word.unicodeScalars.count
      if length > 0, length + 1 + wordLength > width {
        lines.append(line)
        line = ""
        length = 0
      }
      if length > 0 {
        line += " "
        length += 1
      }
      line += word
      length += wordLength
    }
    return lines + [line]
  }

  /// The pieces between single spaces.
  private static func words(of text: Substring) -> [Substring] {
    var words: [Substring] = []
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let next = scalars.index(after: index)
      let isSingle =
        scalars[index] == " " && index > start && scalars[scalars.index(before: index)] != " "
        && next < scalars.endIndex && scalars[next] != " "
      if isSingle {
        words.append(text[start..<index])
        start = next
      }
      index = next
    }
    return words + [text[start...]]
  }
}
