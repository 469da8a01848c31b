/// The answers to a block of requests, whose first line's number is not known yet.
package struct AnsweredBlock: ~Copyable {
  package private(set) var output = ByteBuffer(capacity: 1 << 16)
  /// Where numbers of lines belong, and which they are, from 0 at the start of the block.
  private var gaps: [(place: Int, line: Int)] = []
  package private(set) var lineCount = 0

  package init() {}

  /// Answers the lines of a block, in their order; blank ones are passed over.
  package mutating func answer(_ block: UnsafeBufferPointer<UInt8>, by answerer: inout Answerer) {
    output.removeAll()
    gaps.removeAll(keepingCapacity: true)
    lineCount = 0
    var lines = RequestLines(block)
    while let line = lines.next() {
      if !line.isBlank { answer(line, readable: lines.readable, by: &answerer) }
      lineCount += 1
    }
  }

  @inline(__always)
  private mutating func answer(
    _ line: UnsafeBufferPointer<UInt8>, readable: Int, by answerer: inout Answerer
  ) {
    do throws(RequestError) {
      try answerer.answer(line, readable: readable, to: &output)
    } catch {
      gaps.append((answerer.write(error, to: &output), lineCount))
    }
  }

  /// Puts the numbers of lines in.
  ///
  /// - Parameter firstLine: the number of the block's first line.
  package mutating func number(from firstLine: Int) {
    guard !gaps.isEmpty else { return }
    var numbered = ByteBuffer(capacity: output.count + gaps.count * 8)
    var start = 0
    let bytes = output.bytes
    for gap in gaps {
      numbered.append(UnsafeBufferPointer(rebasing: bytes[start..<gap.place]))
      numbered.append(String(firstLine + gap.line))
      start = gap.place
    }
    numbered.append(UnsafeBufferPointer(rebasing: bytes[start...]))
    gaps.removeAll(keepingCapacity: true)
    output = numbered
  }
}
