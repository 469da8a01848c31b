import DecisionRequests
import TestSupport
import Testing

@Suite struct CSVScannerTests {
  private func ends(_ pieces: [[UInt8]]) -> [Int] {
    var scanner = CSVScanner(delimiter: UInt8(ascii: ","))
    var ends: [Int] = []
    var before = 0
    for piece in pieces {
      piece.withUnsafeBufferPointer { bytes in
        var offset = 0
        while let end = scanner.endOfRecord(in: bytes, from: offset) {
          ends.append(before + end)
          offset = end
        }
      }
      before += piece.count
    }
    return ends
  }

  private func text(_ random: inout SplitMix64) -> [UInt8] {
    let signs = Array("\"\",,\n\r\nab;".utf8)
    return (0..<Int(random.next() % 60)).map { _ in
      signs[Int(random.next() % UInt64(signs.count))]
    }
  }

  @Test func findsTheSameEndsHoweverTheBytesAreCut() {
    forAll(seeds: 0..<2_000) { random in
      let text = text(&random)
      var pieces: [[UInt8]] = []
      var rest = text[...]
      while !rest.isEmpty {
        let count = 1 + Int(random.next() % 7)
        pieces.append(Array(rest.prefix(count)))
        rest = rest.dropFirst(count)
      }
      return ends(pieces) == ends([text])
    }
  }

  /// An independent reading of RFC 4180, byte by byte.
  @Test func findsTheEndsOfTheDefinition() {
    forAll(seeds: 0..<2_000) { random in
      let text = text(&random)
      var expected: [Int] = []
      var isQuoted = false
      var isStart = true
      var offset = 0
      while offset < text.count {
        let byte = text[offset]
        offset += 1
        if isQuoted {
          guard byte == UInt8(ascii: "\"") else { continue }
          if offset < text.count, text[offset] == UInt8(ascii: "\"") {
            offset += 1
          } else {
            isQuoted = false
          }
        } else if byte == UInt8(ascii: "\""), isStart {
          isQuoted = true
          isStart = false
        } else {
          if byte == 0x0A { expected.append(offset) }
          isStart = byte == 0x0A || byte == UInt8(ascii: ",")
        }
      }
      return ends([text]) == expected
    }
  }
}
