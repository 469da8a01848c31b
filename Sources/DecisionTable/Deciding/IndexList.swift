/// Places in some list, in room that is kept when they are removed.
///
/// Unlike an array it has one owner, so that nothing has to ask who else holds it.
public struct IndexList: ~Copyable {
  @usableFromInline private(set) var base: UnsafeMutablePointer<Int>
  private var capacity: Int
  @usableFromInline private(set) var filled = 0

  init() {
    capacity = 16
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  @inlinable public var count: Int { filled }
  @inlinable public var isEmpty: Bool { filled == 0 }
  @inlinable public var indices: Range<Int> { 0..<filled }

  @inlinable public subscript(index: Int) -> Int {
    precondition(index >= 0 && index < filled)
    return base[index]
  }

  /// A copy of them.
  public var array: [Int] { Array(UnsafeBufferPointer(start: base, count: count)) }

  mutating func append(_ place: Int) {
    if filled == capacity { grow() }
    base[filled] = place
    filled &+= 1
  }

  mutating func append(contentsOf places: [Int]) {
    for place in places { append(place) }
  }

  func contains(_ place: Int) -> Bool {
    UnsafeBufferPointer(start: base, count: filled).contains(place)
  }

  mutating func removeAll() { filled = 0 }

  /// Sorts those from an index on.
  mutating func sort(from index: Int) {
    var places = UnsafeMutableBufferPointer(start: base + index, count: count - index)
    places.sort()
  }

  private mutating func grow() {
    let more = UnsafeMutablePointer<Int>.allocate(capacity: capacity * 2)
    more.update(from: base, count: count)
    base.deallocate()
    base = more
    capacity *= 2
  }
}
