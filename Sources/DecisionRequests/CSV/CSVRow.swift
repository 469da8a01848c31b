/// The fields of one record of a CSV file (RFC 4180): fields in quotes may contain delimiters, line
/// breaks and doubled quotes.
struct CSVRow {
  private var bytes: [UInt8] = []
  /// The offset in `bytes` at which each field ends.
  private var ends: [Int] = []

  var count: Int { ends.count }

  /// Calls `body` with the bytes of a field.
  func with<Result, Failure: Error>(
    _ field: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = field == 0 ? 0 : ends[field - 1]
    let span = bytes.span.extracting(start..<ends[field])
    return try span.withUnsafeBufferPointer(body)
  }

  func text(_ field: Int) -> String { with(field) { String(decoding: $0, as: UTF8.self) } }

  func isEmpty(_ field: Int) -> Bool { ends[field] == (field == 0 ? 0 : ends[field - 1]) }

  /// Whether all fields are empty or white space.
  var isBlank: Bool {
    bytes.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  mutating func read(_ record: UnsafeBufferPointer<UInt8>, delimiter: UInt8) throws(RequestError) {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var offset = 0
    while true {
      offset = try readField(record, from: offset, delimiter)
      ends.append(bytes.count)
      guard offset < record.count else { break }
      offset += 1
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw RequestError(.badUTF8, "the row is not UTF-8; save the file as CSV UTF-8")
    }
  }

  /// - Returns: the offset of the delimiter after the field, or of the end of the record.
  private mutating func readField(
    _ record: UnsafeBufferPointer<UInt8>, from start: Int, _ delimiter: UInt8
  ) throws(RequestError) -> Int {
    let quote = UInt8(ascii: "\"")
    guard start < record.count, record[start] == quote else {
      let end = record.firstOffset(of: delimiter, in: start..<record.count) ?? record.count
      guard record.firstOffset(of: quote, in: start..<end) == nil else {
        throw RequestError(
          .badCSV,
          "field \(count + 1) has a quote inside and does not begin with one; put the field in quotes and double the quote"
        )
      }
      bytes.append(contentsOf: record[start..<end])
      return end
    }
    var offset = start + 1
    while let next = record.firstOffset(of: quote, in: offset..<record.count) {
      bytes.append(contentsOf: record[offset..<next])
      offset = next + 1
      guard offset < record.count, record[offset] == quote else {
        guard offset == record.count || record[offset] == delimiter else {
          throw RequestError(
            .badCSV, "field \(count + 1) goes on after its closing quote")
        }
        return offset
      }
      bytes.append(quote)
      offset += 1
    }
    throw RequestError(
      .badCSV,
      "the quote that opens field \(count + 1) is never closed, so nothing after it was read"
    )
  }
}
