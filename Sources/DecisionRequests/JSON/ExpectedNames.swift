internal import CByteScan
internal import JSONText

/// The names of objects of one kind, in the order in which they mostly follow each other.
///
/// Who writes a million requests writes them alike: what stood from one value to the next in the
/// last object, comma, name, colon and white space, is compared with the text before any name is
/// looked up, which costs much less.
struct ExpectedNames: ~Copyable {
  private struct Name: BitwiseCopyable {
    /// The comma and what followed it up to the value, the last time that the name was looked up.
    let joint: UnsafeMutablePointer<UInt8>
    /// 0 where there is none, or it is too long to be guessed.
    var jointCount = 0
    /// The object that it was last met in.
    var object = 0
    /// What followed it then, or -1.
    var next = -1
    let text: UnsafeMutablePointer<UInt8>
    let count: Int
  }

  private let names: UnsafeMutablePointer<Name>
  private let texts: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private let capacity: Int
  /// The name at which objects begin, or -1.
  private var first = -1
  private var object = 0
  private var previous = -1

  /// Of a name or joint that is remembered, in bytes.
  static let longest = 64

  /// - Parameter capacity: of names; at least those given.
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

  /// Goes to a next object.
  @inline(__always)
  mutating func begin() {
    object &+= 1
    previous = -1
  }

  /// The next name, where it is the guessed one: goes to its value.
  ///
  /// - Parameter text: behind the opening brace, or a value.
  /// - Returns: the place of the name, or nil: the text is where it was.
  @inline(__always)
  func guess(_ text: inout JSONScanner) -> Int? {
    // Only what follows a value follows a comma.
    let skipped = previous < 0 ? 1 : 0
    let guess = previous < 0 ? first : names[previous].next
    guard guess >= 0 else { return nil }
    let name = names + guess
    let count = name.pointee.jointCount &- skipped
    // Where white space follows, the name is to be looked up, and this joint learned anew.
    guard count > 0, begins_with(text.place, name.pointee.joint + skipped, Int64(count)),
      text.place[count] > 0x20
    else { return nil }
    text.place += count
    return guess
  }

  /// Goes from the opening brace, or a value, to the next name and behind it.
  ///
  /// - Returns: the name, and where what stands before it begins, behind a comma.
  func nextName(_ text: inout JSONScanner) -> (
    name: UnsafeBufferPointer<UInt8>, joint: UnsafePointer<UInt8>
  )? {
    if previous >= 0 {
      text.skipSpace()
      guard text.byte == UInt8(ascii: ",") else { return nil }
      text.place += 1
    }
    let joint = text.place
    text.skipSpace()
    guard let name = text.plainString() else { return nil }
    return (name, joint)
  }

  /// Notes the next name of the object, and what stood before its value.
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

  /// Remembers what stood before the value of a name that was not guessed.
  mutating func remember(
    _ joint: UnsafePointer<UInt8>, upTo end: UnsafePointer<UInt8>, of name: Int
  ) {
    let count = end - joint
    let bytes = UnsafeBufferPointer(start: joint, count: count)
    // With a control character the end of a text could be taken for a part of it.
    guard count < ExpectedNames.longest, bytes.allSatisfy({ $0 >= 0x20 }) else {
      names[name].jointCount = 0
      return
    }
    names[name].joint[0] = UInt8(ascii: ",")
    (names[name].joint + 1).update(from: joint, count: count)
    names[name].jointCount = count + 1
  }

  /// The place of a name.
  func place(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = name.baseAddress else { return nil }
    return (0..<count).first {
      names[$0].count == name.count && begins_with(start, names[$0].text, Int64(name.count))
    }
  }

  /// - Returns: the place of a new name, or nil where there is no room for it.
  mutating func append(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard count < capacity else { return nil }
    let joint = texts + count * 2 * ExpectedNames.longest
    let text = joint + ExpectedNames.longest
    let length = min(name.count, ExpectedNames.longest)
    for place in 0..<length { text[place] = name[place] }
    (names + count).initialize(to: Name(joint: joint, text: text, count: name.count))
    count += 1
    return count - 1
  }

  /// Forgets the names behind the first ones.
  mutating func removeLast(to count: Int) {
    self.count = count
    first = -1
    for place in 0..<count { names[place].next = -1 }
  }
}
