/// Choices that are determined by bytes, so that a fuzzer that changes bytes changes choices. After
/// the last byte, the first option is always chosen.
struct Choices {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  mutating func number(below bound: Int) -> Int { Int(bytes.popFirst() ?? 0) % bound }

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  /// True about once in `times` calls.
  mutating func rarely(_ times: Int) -> Bool { number(below: times) == times - 1 }
}
