/// A list of names to which answers refer by index: those of outcomes, criteria or facts.
final class Names: @unchecked Sendable {
  // Safe to share: the memory is written once, here.
  let bytes: UnsafeMutablePointer<UInt8>
  /// Where each name begins, and where the last one ends.
  let offsets: UnsafeMutablePointer<Int32>
  let count: Int

  init(_ names: [String]) {
    count = names.count
    let contents = names.map { Array($0.utf8) }
    bytes = .allocate(capacity: contents.map(\.count).reduce(16, +))
    offsets = .allocate(capacity: names.count + 1)
    var end = 0
    for (index, content) in contents.enumerated() {
      offsets[index] = Int32(end)
      (bytes + end).update(from: content, count: content.count)
      end += content.count
    }
    offsets[names.count] = Int32(end)
  }

  deinit {
    bytes.deallocate()
    offsets.deallocate()
  }

  @inline(__always)
  func name(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let start = offsets[index]
    return UnsafeBufferPointer(start: bytes + Int(start), count: Int(offsets[index &+ 1] - start))
  }
}
