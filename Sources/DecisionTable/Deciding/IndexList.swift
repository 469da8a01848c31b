/// A list of indices whose storage is kept when they are removed.
///
/// Unlike an array it has one owner, so appending never checks whether the storage is shared.
package struct IndexList: ~Copyable {
  private var base: UnsafeMutablePointer<Int>
  private var capacity: Int
  private(set) var count = 0

  init() {
    capacity = 16
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  package var span: Span<Int> {
    @_lifetime(borrow self) borrowing get {
      let elements = Span(_unsafeStart: UnsafePointer(base), count: count)
      return _overrideLifetime(elements, borrowing: self)
    }
  }

  /// The indices, valid until the list changes.
  package var elements: UnsafeBufferPointer<Int> { UnsafeBufferPointer(start: base, count: count) }

  var array: [Int] { Array(UnsafeBufferPointer(start: base, count: count)) }

  subscript(index: Int) -> Int {
    precondition(index >= 0 && index < count)
    return base[index]
  }

  mutating func append(_ index: Int) {
    if count == capacity { grow() }
    base[count] = index
    count &+= 1
  }

  mutating func append(contentsOf indices: [Int]) {
    for index in indices { append(index) }
  }

  func contains(_ index: Int) -> Bool {
    UnsafeBufferPointer(start: base, count: count).contains(index)
  }

  mutating func removeAll() { count = 0 }

  /// Drops the indices from a position on.
  @inline(__always)
  mutating func removeAll(from start: Int) { count = min(count, start) }

  /// Sorts the indices from a position on.
  mutating func sort(from start: Int) {
    var tail = UnsafeMutableBufferPointer(start: base + start, count: count - start)
    tail.sort()
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Int>.allocate(capacity: capacity * 2)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}
