/// Choices that bytes make, so that a fuzzer that changes bytes changes choices. After the last byte,
/// each choice is the first one.
struct Choices {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  mutating func number(below bound: Int) -> Int { Int(bytes.popFirst() ?? 0) % bound }

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  /// True about once in so many times.
  mutating func rarely(_ times: Int) -> Bool { number(below: times) == times - 1 }
}
