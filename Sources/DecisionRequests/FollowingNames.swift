internal import CByteScan
internal import JSONText

/// The names of objects of one kind, in the order in which they mostly follow each other.
///
/// Who writes a million requests writes them alike: what followed a name in the last object is
/// compared with the text before any name is looked up, which costs much less.
struct FollowingNames: ~Copyable {
  private struct Name: BitwiseCopyable {
    /// In quotes.
    let text: UnsafeMutablePointer<UInt8>
    /// 0 where it is not written as it is, or too long to be guessed.
    let count: Int
    /// The object that it was last met in.
    var object = 0
    /// What followed it then, or -1.
    var next = -1
  }

  private let names: UnsafeMutablePointer<Name>
  private let texts: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private let capacity: Int
  /// The name at which objects begin, or -1.
  private var first = -1
  private var object = 0
  private var previous = -1

  static let longest = 64

  /// - Parameter capacity: of names; at least those given.
  init(_ known: [String], capacity: Int) {
    self.capacity = capacity
    names = .allocate(capacity: capacity)
    texts = .allocate(capacity: capacity * FollowingNames.longest)
    texts.initialize(repeating: 0, count: capacity * FollowingNames.longest)
    for name in known {
      var name = name
      name.withUTF8 { _ = append($0) }
    }
  }

  deinit {
    names.deallocate()
    texts.deallocate()
  }

  /// Goes to a next object.
  mutating func begin() {
    object &+= 1
    previous = -1
  }

  /// Goes behind the guessed name, where the text has it.
  ///
  /// - Returns: the place of the name, or nil: the text is where it was.
  @inline(__always)
  mutating func guess(_ text: inout JSONScanner) -> Int? {
    let guess = previous < 0 ? first : names[previous].next
    guard guess >= 0 else { return nil }
    let name = names + guess
    let count = name.pointee.count
    guard count > 0, begins_with(text.place, name.pointee.text, Int64(count)) else { return nil }
    text.place += count
    return guess
  }

  /// Notes the next name of the object.
  ///
  /// - Returns: false where the object has it already.
  @inline(__always)
  mutating func take(_ name: Int) -> Bool {
    guard names[name].object != object else { return false }
    names[name].object = object
    if previous < 0 { first = name } else { names[previous].next = name }
    previous = name
    return true
  }

  /// The place of a name, of whose start 64 bytes can be read.
  func place(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = name.baseAddress else { return nil }
    return (0..<count).first {
      names[$0].count == name.count + 2
        && begins_with(start, names[$0].text + 1, Int64(name.count))
    }
  }

  /// - Returns: its place, or nil where there is no room.
  mutating func append(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard count < capacity else { return nil }
    let text = texts + count * FollowingNames.longest
    let isPlain =
      name.count <= FollowingNames.longest - 2
      && name.allSatisfy {
        0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
      }
    if isPlain {
      text[0] = UInt8(ascii: "\"")
      for place in name.indices { text[1 + place] = name[place] }
      text[1 + name.count] = UInt8(ascii: "\"")
    }
    (names + count).initialize(to: Name(text: text, count: isPlain ? name.count + 2 : 0))
    count += 1
    return count - 1
  }

  /// Forgets the names behind the first ones.
  mutating func removeLast(to count: Int) {
    self.count = count
    first = -1
    for place in 0..<count { names[place].next = -1 }
    (texts + count * FollowingNames.longest).update(
      repeating: 0, count: (capacity - count) * FollowingNames.longest)
  }
}
