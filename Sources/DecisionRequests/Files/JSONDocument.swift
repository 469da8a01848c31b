/// A JSON document where there should be one request on each line.
enum JSONDocument {
  /// Whether the text is an array whose first element is an object. Any other array is an error of
  /// its line alone.
  static func isArrayOfObjects(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.lazy.filter { $0 > 0x20 }.prefix(2).elementsEqual("[{".utf8)
  }

  /// Whether the first line begins an object that the next line continues. A request that is cut off
  /// at the end of its line is an error of that line alone.
  static func spansLines(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var depth = 0
    var isInString = false
    var isEscaped = false
    var last: UInt8 = 0
    var isOpenLine = false
    for byte in bytes {
      if isOpenLine {
        if byte <= 0x20 { continue }
        return byte != UInt8(ascii: "{") || last == UInt8(ascii: ":") || last == UInt8(ascii: "[")
      }
      if isEscaped {
        isEscaped = false
      } else if isInString {
        if byte == UInt8(ascii: "\\") { isEscaped = true }
        if byte == UInt8(ascii: "\"") { isInString = false }
        // A string cannot have a line break.
        if byte == 0x0A { return false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case 0x0A where depth > 0: isOpenLine = true
        case 0x0A where last != 0: return false
        default: break
        }
      }
      if byte > 0x20 { last = byte }
    }
    return false
  }
}
