/// Elements that never change, read without counting references and without checking bounds, for as
/// long as the arena lives in which they lie.
///
/// For what is read millions of times a second by places that its owner made itself.
struct FrozenArray<Element: BitwiseCopyable & Sendable>: BitwiseCopyable, @unchecked Sendable {
  // Written once, before anyone else has it.
  let base: UnsafePointer<Element>
  let count: Int

  init(_ elements: some Collection<Element>, in arena: Arena) {
    base = arena.keep(elements)
    count = elements.count
  }

  subscript(place: Int) -> Element { base[place] }
}

/// Memory that is freed with its owner, not piece by piece.
///
/// What lies in it is plain values with pointers to each other: several threads that counted
/// references to the same objects would spend their time on the counts.
package final class Arena: @unchecked Sendable {
  // Only grows while its owner is made.
  private var blocks: [UnsafeMutableRawPointer] = []

  package init() {}

  deinit { for block in blocks { block.deallocate() } }

  /// - Returns: the elements at their place, as long as the arena is there.
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
