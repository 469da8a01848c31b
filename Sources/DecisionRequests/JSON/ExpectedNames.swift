internal import CByteScan
internal import JSONText

/// The names of the members of objects of one kind, in the order in which they usually follow each
/// other.
///
/// A program that writes a million requests writes them alike. What came between two values in the
/// last object, comma, name, colon and white space, is expected again and compared with the text as
/// a whole, which costs much less than looking up a name.
struct ExpectedNames: ~Copyable {
  private struct Name: BitwiseCopyable {
    /// The text from the comma to the value, from when the name was last looked up.
    let joint: UnsafeMutablePointer<UInt8>
    /// 0 if the text is too long to be remembered, or there is none yet.
    var jointCount = 0
    /// The number of the object that had the name last.
    var object = 0
    /// The index of the name that followed it then, or -1.
    var next = -1
    let text: UnsafeMutablePointer<UInt8>
    let count: Int
  }

  private let names: UnsafeMutablePointer<Name>
  private let texts: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private let capacity: Int
  /// The index of the first name of objects, or -1.
  private var first = -1
  private var object = 0
  private var previous = -1

  /// The largest size of a name or joint that is remembered, in bytes.
  static let longest = 64

  /// - Parameter capacity: the number of names that can be remembered, including those known.
  init(_ known: [String], capacity: Int) {
    self.capacity = capacity
    names = .allocate(capacity: capacity)
    texts = .allocate(capacity: capacity * 2 * ExpectedNames.longest)
    texts.initialize(repeating: 0, count: capacity * 2 * ExpectedNames.longest)
    for name in known {
      var name = name
      name.withUTF8 { _ = append($0) }
    }
  }

  deinit {
    names.deallocate()
    texts.deallocate()
  }

  /// Begins the next object.
  @inline(__always)
  mutating func begin() {
    object &+= 1
    previous = -1
  }

  /// Steps over the next name to its value, if it is the expected one.
  ///
  /// - Parameter text: after the opening brace, or after a value.
  /// - Returns: the index of the name; nil if another follows, and the position stays.
  @inline(__always)
  func takeExpected(_ text: inout JSONScanner) -> Int? {
    // A comma precedes every name except the first.
    let skipped = previous < 0 ? 1 : 0
    let guess = previous < 0 ? first : names[previous].next
    guard guess >= 0 else { return nil }
    let name = names + guess
    let count = name.pointee.jointCount &- skipped
    // If white space follows, the name is looked up, so that the joint is remembered with it.
    guard count > 0, begins_with(text.position, name.pointee.joint + skipped, Int64(count)),
      text.position[count] > 0x20
    else { return nil }
    text.position += count
    return guess
  }

  /// Steps over the next name.
  ///
  /// - Parameter text: after the opening brace, or after a value.
  /// - Returns: the name, and the start of what precedes it, after the comma.
  func nextName(_ text: inout JSONScanner) -> (
    name: UnsafeBufferPointer<UInt8>, joint: UnsafePointer<UInt8>
  )? {
    if previous >= 0 {
      text.skipSpace()
      guard text.byte == UInt8(ascii: ",") else { return nil }
      text.position += 1
    }
    let joint = text.position
    text.skipSpace()
    guard let name = text.plainString() else { return nil }
    return (name, joint)
  }

  /// Notes the next name of the object.
  ///
  /// - Returns: false if the object has the name already.
  @inline(__always)
  mutating func take(_ name: Int) -> Bool {
    guard names[name].object != object else { return false }
    names[name].object = object
    if previous < 0 { first = name } else { names[previous].next = name }
    previous = name
    return true
  }

  /// Remembers the text before the value of a name that was looked up.
  mutating func remember(
    _ joint: UnsafePointer<UInt8>, upTo end: UnsafePointer<UInt8>, of name: Int
  ) {
    let count = end - joint
    let bytes = UnsafeBufferPointer(start: joint, count: count)
    // A text ends with a control character, which must not match.
    guard count < ExpectedNames.longest, bytes.allSatisfy({ $0 >= 0x20 }) else {
      names[name].jointCount = 0
      return
    }
    names[name].joint[0] = UInt8(ascii: ",")
    (names[name].joint + 1).update(from: joint, count: count)
    names[name].jointCount = count + 1
  }

  /// The index of a name.
  func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = name.baseAddress else { return nil }
    return (0..<count).first {
      names[$0].count == name.count && begins_with(start, names[$0].text, Int64(name.count))
    }
  }

  /// - Returns: the index of the new name; nil if there are as many as can be remembered.
  mutating func append(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard count < capacity else { return nil }
    let joint = texts + count * 2 * ExpectedNames.longest
    let text = joint + ExpectedNames.longest
    let length = min(name.count, ExpectedNames.longest)
    for index in 0..<length { text[index] = name[index] }
    (names + count).initialize(to: Name(joint: joint, text: text, count: name.count))
    count += 1
    return count - 1
  }

  /// Forgets all names except the first ones.
  mutating func removeLast(to count: Int) {
    self.count = count
    first = -1
    for index in 0..<count { names[index].next = -1 }
  }
}
