/// One record of a CSV file (RFC 4180): fields in quotes may hold commas and doubled quotes. A
/// record is a line: no field holds a line break.
struct CSVRow: ~Copyable {
  private var bytes: [UInt8] = []
  /// Where each field ends in `bytes`.
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

  mutating func read(_ line: some RandomAccessCollection<UInt8>) throws(RequestError) {
    let line = Array(line)

    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    let quote = UInt8(ascii: "\"")
    let comma = UInt8(ascii: ",")
    var place = 0
    while true {
      if place < line.count, line[place] == quote {
        place += 1
        while true {
          guard place < line.count else {
            throw RequestError(
              .badCSV, "a quoted field does not end on its line (byte \(place + 1))")
          }
          if line[place] == quote {
            guard place + 1 < line.count, line[place + 1] == quote else { break }
            place += 1
          }
          bytes.append(line[place])
          place += 1
        }
        place += 1
        guard place == line.count || line[place] == comma else {
          throw RequestError(
            .badCSV, "a quoted field goes on behind its quote (byte \(place + 1))")
        }
      } else {
        while place < line.count, line[place] != comma {
          guard line[place] != quote else {
            throw RequestError(
              .badCSV, "a quote inside a field without quotes (byte \(place + 1))")
          }
          bytes.append(line[place])
          place += 1
        }
      }
      ends.append(bytes.count)
      guard place < line.count else { break }
      place += 1
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw RequestError(.badUTF8, "the line is not UTF-8")
    }
  }
}
