internal import Glibc

/// Finds where the records of a CSV file end (RFC 4180), however its bytes are cut into pieces.
///
/// A line break inside a quoted field belongs to the field, so a record can take several lines.
/// A quote opens a field only at the field's start; anywhere else it is text, and the row that has
/// it is refused when its fields are read.
package struct CSVScanner: Sendable {
  private enum State: Sendable {
    case fieldStart
    case unquoted
    case quoted
    /// After a quote in a quoted field: it closes the field unless another quote follows.
    case closingQuote
  }

  package let delimiter: UInt8
  private var state = State.fieldStart

  package init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Whether the bytes so far end inside a quoted field.
  package var isInQuotes: Bool { state == .quoted }

  /// Reads on from an offset to the end of the record.
  ///
  /// - Returns: the offset after the record's line break, or nil if the record goes on after these
  ///   bytes. The next call then continues with the bytes that follow.
  package mutating func endOfRecord(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var offset = start
    while offset < bytes.count {
      switch state {
      case .quoted:
        guard let quote = bytes.firstOffset(of: UInt8(ascii: "\""), in: offset..<bytes.count)
        else { return nil }
        state = .closingQuote
        offset = quote + 1
      case .closingQuote:
        let isEscaped = bytes[offset] == UInt8(ascii: "\"")
        state = isEscaped ? .quoted : .unquoted
        if isEscaped { offset += 1 }
      case .fieldStart, .unquoted:
        let lineBreak = bytes.firstOffset(of: 0x0A, in: offset..<bytes.count)
        guard let quote = openingQuote(in: bytes, offset..<(lineBreak ?? bytes.count)) else {
          guard let lineBreak else {
            state = bytes[bytes.count - 1] == delimiter ? .fieldStart : .unquoted
            return nil
          }
          state = .fieldStart
          return lineBreak + 1
        }
        state = .quoted
        offset = quote + 1
      }
    }
    return nil
  }

  /// The first quote at the start of a field.
  private func openingQuote(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var from = range.lowerBound
    while let quote = bytes.firstOffset(of: UInt8(ascii: "\""), in: from..<range.upperBound) {
      let opens =
        quote == range.lowerBound ? state == .fieldStart : bytes[quote - 1] == delimiter
      if opens { return quote }
      from = quote + 1
    }
    return nil
  }
}

/// The records of a block that begins at the start of one.
struct CSVRecords {
  struct Record {
    /// The record without its line break.
    let bytes: UnsafeBufferPointer<UInt8>
    let lineCount: Int
    /// The block ends inside a quoted field of this record.
    let isCutOff: Bool
  }

  private let block: UnsafeBufferPointer<UInt8>
  private var scanner: CSVScanner
  /// The offset of the next record.
  private(set) var start = 0

  init(_ block: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
    self.block = block
    scanner = CSVScanner(delimiter: delimiter)
  }

  mutating func next() -> Record? {
    guard start < block.count else { return nil }
    let end = scanner.endOfRecord(in: block, from: start)
    let whole = UnsafeBufferPointer(rebasing: block[start..<(end ?? block.count)])
    start = end ?? block.count
    var bytes = whole
    if end != nil {
      bytes = UnsafeBufferPointer(rebasing: bytes.dropLast())
      if bytes.last == UInt8(ascii: "\r") {
        bytes = UnsafeBufferPointer(rebasing: bytes.dropLast())
      }
    }
    return Record(
      bytes: bytes, lineCount: whole.lineBreakCount + (end == nil ? 1 : 0),
      isCutOff: end == nil && scanner.isInQuotes)
  }
}

extension UnsafeBufferPointer<UInt8> {
  func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard !range.isEmpty, let start = baseAddress.map({ $0 + range.lowerBound }) else { return nil }
    return memchr(start, Int32(byte), range.count).map {
      range.lowerBound + UnsafeRawPointer(start).distance(to: $0)
    }
  }

  fileprivate var lineBreakCount: Int {
    var count = 0
    var from = 0
    while let lineBreak = firstOffset(of: 0x0A, in: from..<self.count) {
      count += 1
      from = lineBreak + 1
    }
    return count
  }
}
