/// The answers to a block of requests, while the number of the block's first line is not known.
package struct AnsweredBlock: ~Copyable {
  package private(set) var output = ByteBuffer(capacity: 1 << 16)
  /// The offsets in the output at which line numbers are missing, with the lines, from 0 at the
  /// start of the block.
  private var missingNumbers: [(offset: Int, line: Int)] = []
  package private(set) var lineCount = 0

  package init() {}

  /// Answers the requests of a block in order. Blank lines and rows are skipped.
  ///
  /// - Parameter block: whole requests, the last of a file without its line break perhaps.
  package mutating func answer(_ block: UnsafeBufferPointer<UInt8>, by answerer: inout Answerer) {
    output.removeAll()
    missingNumbers.removeAll(keepingCapacity: true)
    lineCount = 0
    if let delimiter = answerer.delimiter {
      answerRows(of: block, delimiter, by: &answerer)
    } else {
      answerLines(of: block, by: &answerer)
    }
  }

  private mutating func answerLines(
    of block: UnsafeBufferPointer<UInt8>, by answerer: inout Answerer
  ) {
    var lines = RequestLines(block)
    while let line = lines.next() {
      if !line.isBlank { answer(line, readable: lines.readable, by: &answerer) }
      lineCount += 1
    }
  }

  private mutating func answerRows(
    of block: UnsafeBufferPointer<UInt8>, _ delimiter: UInt8, by answerer: inout Answerer
  ) {
    var records = CSVRecords(block, delimiter: delimiter)
    while let record = records.next() {
      do throws(RequestError) {
        try answerer.answer(record, to: &output)
      } catch {
        missingNumbers.append((answerer.write(error, to: &output), lineCount))
      }
      lineCount += record.lineCount
    }
  }

  @inline(__always)
  private mutating func answer(
    _ line: UnsafeBufferPointer<UInt8>, readable: Int, by answerer: inout Answerer
  ) {
    do throws(RequestError) {
      try answerer.answer(line, readable: readable, to: &output)
    } catch {
      missingNumbers.append((answerer.write(error, to: &output), lineCount))
    }
  }

  /// Fills in the numbers of the lines.
  ///
  /// - Parameter firstLine: the number of the block's first line.
  package mutating func number(from firstLine: Int) {
    guard !missingNumbers.isEmpty else { return }
    var numbered = ByteBuffer(capacity: output.count + missingNumbers.count * 8)
    var start = 0
    let bytes = output.bytes
    for missing in missingNumbers {
      numbered.append(UnsafeBufferPointer(rebasing: bytes[start..<missing.offset]))
      numbered.append(String(firstLine + missing.line))
      start = missing.offset
    }
    numbered.append(UnsafeBufferPointer(rebasing: bytes[start...]))
    missingNumbers.removeAll(keepingCapacity: true)
    output = numbered
  }
}
