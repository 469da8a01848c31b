internal import Digests

/// UIDs that are derived from what they identify, so a repeated analysis gives the same object and not a second one.
enum InstanceUID {
  /// Under 2.25 (a UUID as a decimal number, PS3.5 B.2): a UUID of version 8 from the SHA-256 of texts.
  static func of(_ texts: String...) -> String {
    let digits = Array(Digest(of: texts.joined(separator: "\n")).hexadecimal.prefix(32))
    var bytes = stride(from: 0, to: 32, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
    bytes[6] = bytes[6] & 0x0f | 0x80
    bytes[8] = bytes[8] & 0x3f | 0x80
    return "2.25." + decimal(bytes)
  }

  /// A number of 16 bytes, the highest first, by long division.
  private static func decimal(_ bytes: [UInt8]) -> String {
    var number = bytes.map(Int.init)
    var digits: [String] = []
    while number.contains(where: { $0 != 0 }) {
      var rest = 0
      for index in number.indices {
        let value = rest * 256 + number[index]
        number[index] = value / 10
        rest = value % 10
      }
      digits.append(String(rest))
    }
    return digits.isEmpty ? "0" : digits.reversed().joined()
  }
}
