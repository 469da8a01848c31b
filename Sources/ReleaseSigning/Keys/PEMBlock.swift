/// One `-----BEGIN …-----` block of a text in PEM (RFC 7468).
struct PEMBlock {
  /// `PUBLIC KEY`.
  let label: String
  /// The block with its first and last line.
  let text: [UInt8]

  static func all(in bytes: [UInt8]) -> [PEMBlock] {
    var blocks: [PEMBlock] = []
    var lines: [Substring] = []
    var label: Substring?
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      if line.hasPrefix("-----BEGIN "), line.hasSuffix("-----") {
        label = line.dropFirst("-----BEGIN ".count).dropLast(5)
        lines = []
      }
      lines.append(line)
      if let begun = label, line == "-----END \(begun)-----" {
        blocks.append(
          PEMBlock(
            label: String(begun), text: Array((lines.joined(separator: "\n") + "\n").utf8)))
        label = nil
      }
    }
    return blocks
  }
}
