/// An immutable array in an arena, read without reference counting or bounds checks. It is valid for
/// as long as the arena.
///
/// It is meant for data that is read millions of times a second at indices that its owner computed.
struct FrozenArray<Element: BitwiseCopyable & Sendable>: BitwiseCopyable, @unchecked Sendable {
  // Safe to share: the memory is written once, before the array is visible to anyone else.
  let base: UnsafePointer<Element>
  let count: Int

  init(_ elements: some Collection<Element>, in arena: Arena) {
    base = arena.keep(elements)
    count = elements.count
  }

  subscript(index: Int) -> Element { base[index] }
}

/// Memory that is freed as a whole when the arena is.
///
/// It contains plain values that point to each other. With reference-counted objects, threads that
/// share them would spend their time contending for the counts.
package final class Arena: @unchecked Sendable {
  // Safe to share: the list only grows while the owner is being initialised.
  private var blocks: [UnsafeMutableRawPointer] = []

  package init() {}

  deinit { for block in blocks { block.deallocate() } }

  /// Copies elements into the arena.
  ///
  /// - Returns: a pointer to the copies, valid for as long as the arena.
  package func keep<Element: BitwiseCopyable>(_ elements: some Collection<Element>)
    -> UnsafePointer<Element>
  {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
    _ = memory.initialize(from: elements)
    let base = memory.baseAddress!
    blocks.append(UnsafeMutableRawPointer(base))
    return UnsafePointer(base)
  }
}
