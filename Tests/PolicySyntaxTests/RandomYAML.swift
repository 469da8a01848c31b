import TestSupport

/// Random YAML in every style, with comments and blank lines wherever they are allowed.
struct RandomYAML {
  var random: SplitMix64
  private var anchors: [String] = []
  private var comments = 0

  init(_ random: SplitMix64) { self.random = random }

  mutating func text() -> String {
    noise(0) + block(depth: 3, indent: 0) + noise(0)
  }

  /// A collection in block style. The text ends with a line break.
  private mutating func block(depth: Int, indent: Int) -> String {
    let isMapping = chance(60)
    let margin = String(repeating: " ", count: indent)
    var text = ""
    for number in 0..<Int.random(in: 1...4, using: &random) {
      text += noise(indent) + margin
      text += isMapping ? key(number) : "-"
      text += member(depth: depth, indent: indent, isMapping: isMapping)
    }
    return text
  }

  private mutating func member(depth: Int, indent: Int, isMapping: Bool) -> String {
    let deeper = indent + Int.random(in: 1...4, using: &random)
    let margin = String(repeating: " ", count: deeper)
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<3 where depth > 0:
      let name = chance(20) ? " \(anchor())" : ""
      return "\(name)\(comment())\n" + block(depth: depth - 1, indent: deeper)
    case 3:
      let header = ["|", ">", "|-", ">-", "|+", ">+"].randomElement(using: &random)!
      var lines = "\(margin)\(words())\n"
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        lines += chance(25) ? "\n" : "\(margin)\(chance(20) ? "  " : "")\(words())\n"
      }
      return " \(header)\(comment())\n\(lines)"
    case 4: return " \(flow(depth: 2, indent: deeper))\(comment())\n"
    case 5: return "\(comment())\n\(margin)\(scalar(inFlow: false))\(comment())\n"
    case 6 where chance(50): return "\(comment())\n"
    case 7: return " \(anchor()) \(scalar(inFlow: false))\(comment())\n"
    case 8:
      guard let name = anchors.randomElement(using: &random) else { return " x\n" }
      return " *\(name)\(comment())\n"
    default: return " \(scalar(inFlow: false))\(comment())\n"
    }
  }

  private mutating func flow(depth: Int, indent: Int) -> String {
    let isMapping = chance(50)
    var members: [String] = []
    for number in 0..<Int.random(in: 0...4, using: &random) {
      let value =
        depth > 0 && chance(30)
        ? flow(depth: depth - 1, indent: indent) : scalar(inFlow: true)
      members.append(
        gap(indent) + (isMapping ? "k\(number): \(chance(10) ? "" : value)" : value)
          + (chance(10) ? gap(indent) : ""))
    }
    let text = members.joined(separator: " ,") + gap(indent)
    return isMapping ? "{\(text)}" : "[\(text)]"
  }

  private mutating func gap(_ indent: Int) -> String {
    let margin = String(repeating: " ", count: indent + 1)
    if chance(10) { return " # \(name())\n\(margin)" }
    if chance(5) { return "\n\n\(margin)" }
    return chance(15) ? "\n\(margin)" : " "
  }

  private mutating func scalar(inFlow: Bool) -> String {
    let long = chance(10) ? String(repeating: " long words", count: 12) : ""
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return "\"a\\n\\tb  c: # d\(long)\""
    case 1: return "'it''s, [so]\(long) '"
    case 2:
      return
        "\"\(["", "12", "no", "~", "µ≥🧬", "- x", "\\u2028", " x "].randomElement(using: &random)!)\""
    case 3:
      return ["11/23", "no", "CPT:76498", "-x", "a#b", "https://a.b/c?d=e#f"].randomElement(
        using: &random)!
    case 4 where !inFlow: return "a, b] {c}\(long)"
    default: return "word \(name())\(long)"
    }
  }

  private mutating func key(_ number: Int) -> String {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return "\"k \(number)\":"
    case 1: return "'k: \(number)':"
    case 2: return "\(anchor()) k\(number):"
    default: return "k\(number):"
    }
  }

  private mutating func words() -> String {
    [
      "text", "# no comment", "a: b", "- c", "two  spaces", "end ",
      String(repeating: "long words ", count: 12) + "x",
    ]
    .randomElement(using: &random)!
  }

  private mutating func anchor() -> String {
    let anchor = name()
    anchors.append(anchor)
    return "&\(anchor)"
  }

  private mutating func comment() -> String { chance(15) ? " # \(name())" : "" }

  /// Random comments and blank lines, at any indentation.
  private mutating func noise(_ indent: Int) -> String {
    var lines = ""
    while chance(20) {
      let margin = String(repeating: " ", count: Int.random(in: 0...indent + 4, using: &random))
      lines += chance(50) ? "\n" : "\(margin)#\(chance(80) ? " " : "")\(name())\n"
    }
    return lines
  }

  private mutating func name() -> String {
    comments += 1
    return "n\(comments)"
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }
}
