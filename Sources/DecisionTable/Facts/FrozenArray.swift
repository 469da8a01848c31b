/// Elements that never change, read without counting references and without checking bounds.
///
/// For what is read millions of times a second by places that its owner made itself.
final class FrozenArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  // Written once, before anyone else has it.
  let base: UnsafePointer<Element>
  let count: Int

  init(_ elements: some Collection<Element>) {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
    _ = memory.initialize(from: elements)
    base = UnsafePointer(memory.baseAddress!)
    count = elements.count
  }

  deinit { base.deallocate() }

  subscript(place: Int) -> Element { base[place] }
}
