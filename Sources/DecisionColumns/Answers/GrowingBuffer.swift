/// Values of one buffer of an array, which grows while rows are answered.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(16, capacity)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: capacity &* 2) }
    base[count] = element
    count &+= 1
  }

  mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    guard let source = elements.baseAddress else { return }
    if count + elements.count > capacity { grow(to: max(capacity * 2, count + elements.count)) }
    (base + count).update(from: source, count: elements.count)
    count += elements.count
  }

  @inline(never)
  private mutating func grow(to capacity: Int) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    self.capacity = capacity
  }

  /// The buffer, for whoever frees it.
  consuming func take() -> UnsafeMutableRawPointer {
    let base = base
    discard self
    return UnsafeMutableRawPointer(base)
  }
}
