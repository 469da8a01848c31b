extension JSON {
  /// One line, no spaces.
  package var compact: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Two spaces a level; what fits on a line stands on one. Ends with a line break.
  package var pretty: String { indented(0) + "\n" }

  package func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .boolean(let value): bytes += (value ? "true" : "false").utf8
    case .number(let digits): bytes += digits.utf8
    case .string(let text): JSON.write(text, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (place, element) in elements.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        element.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (place, member) in members.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        JSON.write(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += #"\""#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      case 0x0A: bytes += #"\n"#.utf8
      case 0x0D: bytes += #"\r"#.utf8
      case 0x09: bytes += #"\t"#.utf8
      case 0..<0x20, 0x7F:
        let hexadecimal = String(byte, radix: 16)
        bytes += (byte < 0x10 ? #"\u000"# : #"\u00"#).utf8
        bytes += hexadecimal.utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func indented(_ depth: Int) -> String {
    if let line = oneLine(within: widestLine - 2 * depth) { return line }
    let margin = String(repeating: "  ", count: depth)
    switch self {
    case .array(let elements) where !elements.isEmpty:
      let lines = elements.map { "\(margin)  \($0.indented(depth + 1))" }
      return "[\n\(lines.joined(separator: ",\n"))\n\(margin)]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map {
        "\(margin)  \(JSON.string($0.name).compact): \($0.value.indented(depth + 1))"
      }
      return "{\n\(lines.joined(separator: ",\n"))\n\(margin)}"
    default:
      return compact
    }
  }

  /// The value on one line, or nil as soon as it is wider than that.
  private func oneLine(within width: Int) -> String? {
    var line = ""
    func append(_ parts: [(name: String?, value: JSON)], _ open: String, _ close: String) -> Bool {
      line = open
      for (place, part) in parts.enumerated() {
        if place > 0 { line += ", " }
        if let name = part.name { line += JSON.string(name).compact + ": " }
        guard let value = part.value.oneLine(within: width - line.utf8.count) else { return false }
        line += value
      }
      line += close
      return line.utf8.count <= width
    }
    switch self {
    case .array(let elements): return append(elements.map { (nil, $0) }, "[", "]") ? line : nil
    case .object(let members):
      return append(members.map { ($0.name, $0.value) }, "{", "}") ? line : nil
    case .string(let text) where text.utf8.count > width: return nil
    default:
      let text = compact
      return text.utf8.count <= width ? text : nil
    }
  }
}

private let widestLine = 96
