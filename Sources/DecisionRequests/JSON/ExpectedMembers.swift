internal import CByteScan
internal import JSONText

/// The members of objects of one kind, in the order in which they usually follow each other.
///
/// A program that writes a million requests writes them alike. What came between two values in the
/// last object, comma, name, colon and white space, is expected again and compared with the text as
/// a whole, which costs much less than looking up a name. A value that several objects in a row
/// had is expected with it, and need not be read again.
struct ExpectedMembers: ~Copyable {
  private struct Member: BitwiseCopyable {
    /// The text from the comma to the value, from when the name was last looked up, followed by the
    /// expected value.
    let text: UnsafeMutablePointer<UInt8>
    /// 0 if the text is too long to be remembered, or there is none yet.
    var jointCount = 0
    /// The size of the text with the expected value; 0 if no value is expected.
    var wholeCount = 0
    /// What the expected value means, as its reader noted it.
    var meaning: Int32 = 0
    /// How many objects in a row had the last value, or another one than the expected value.
    var run: Int32 = 0
    /// The end of the last value.
    var valueEnd: UInt64 = 0
    /// The number of the object that had the name last.
    var object = 0
    /// The index of the name that followed it then, or -1.
    var next = -1
    let name: UnsafeMutablePointer<UInt8>
    let nameCount: Int
  }

  /// A member whose name was the expected one.
  struct Expected: BitwiseCopyable {
    /// The index of the name, or -1 if another name follows.
    let name: Int
    /// The first byte of the value if the value was the expected one, too; the position is after it.
    let value: UnsafePointer<UInt8>?
  }

  /// The entry before the first stands for the opening brace.
  private let members: UnsafeMutablePointer<Member>
  private let texts: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private let capacity: Int
  private var object = 0
  private var previous = -1

  /// The largest size of a name, joint or value that is remembered, in bytes.
  static let longest = 64
  /// The size of what is remembered of a member: its name, and its joint and value, each followed
  /// by a block that comparisons may read.
  private static let stride = 4 * longest
  /// After so many equal values in a row the next one is expected to be equal, until as many in a
  /// row are others.
  private static let steadyRun: Int32 = 3

  /// - Parameter capacity: the number of names that can be remembered, including those known.
  init(_ known: [String], capacity: Int) {
    self.capacity = capacity
    members = .allocate(capacity: capacity + 1) + 1
    texts = .allocate(capacity: (capacity + 1) * ExpectedMembers.stride)
    texts.initialize(repeating: 0, count: (capacity + 1) * ExpectedMembers.stride)
    (members - 1).initialize(to: Member(text: texts, name: texts, nameCount: 0))
    for name in known {
      var name = name
      name.withUTF8 { _ = append($0) }
    }
  }

  deinit {
    (members - 1).deallocate()
    texts.deallocate()
  }

  /// Begins the next object.
  @inline(__always)
  mutating func begin() {
    object &+= 1
    previous = -1
  }

  /// Steps over the next member as far as it is the expected one.
  ///
  /// - Parameter text: after the opening brace, or after a value.
  /// - Returns: no name if another one follows; the position stays.
  @inline(__always)
  func takeExpected(_ text: inout JSONScanner) -> Expected {
    let guess = members[previous].next
    guard guess >= 0 else { return Expected(name: -1, value: nil) }
    let member = members + guess
    // A comma precedes every name except the first.
    let skipped = previous < 0 ? 1 : 0
    let start = text.position
    let joint = member.pointee.jointCount &- skipped
    let whole = member.pointee.wholeCount &- skipped
    if whole > 0 {
      if begins_with(start, member.pointee.text + skipped, Int64(whole)),
        ExpectedMembers.endsValue(start[whole])
      {
        member.pointee.run = 0
        text.position = start + whole
        return Expected(name: guess, value: start + joint)
      }
      member.pointee.run &+= 1
      if member.pointee.run == ExpectedMembers.steadyRun { member.pointee.wholeCount = 0 }
    }
    // If white space follows, the name is looked up, so that the joint is remembered with it.
    guard joint > 0, begins_with(start, member.pointee.text + skipped, Int64(joint)),
      start[joint] > 0x20
    else { return Expected(name: -1, value: nil) }
    text.position = start + joint
    return Expected(name: guess, value: nil)
  }

  /// What the expected value of a member means.
  @inline(__always)
  func meaning(of name: Int) -> Int32 { members[name].meaning }

  /// Whether the object has a member of this name.
  @inline(__always)
  func has(_ name: Int) -> Bool { members[name].object == object }

  @inline(__always)
  private static func endsValue(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}")
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
    guard members[name].object != object else { return false }
    members[name].object = object
    members[previous].next = name
    previous = name
    return true
  }

  /// Notes the value of a member, and expects it from now on if several objects in a row had it.
  ///
  /// - Parameters:
  ///   - start: of a string, number or word.
  ///   - end: the first byte after the value.
  ///   - meaning: what is returned with the value; it must not depend on anything but the value.
  @inline(__always)
  func note(
    _ name: Int, from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, meaning: Int32 = 0
  ) {
    let member = members + name
    guard member.pointee.wholeCount == 0 else { return }
    // The end of a value tells most values apart; values are compared as a whole later.
    let last = UnsafeRawPointer(start + max(0, end - start &- 8)).loadUnaligned(as: UInt64.self)
    guard member.pointee.valueEnd == last else {
      member.pointee.valueEnd = last
      member.pointee.run = 0
      return
    }
    member.pointee.run &+= 1
    if member.pointee.run >= ExpectedMembers.steadyRun { expect(member, start, end, meaning) }
  }

  @inline(never)
  private func expect(
    _ member: UnsafeMutablePointer<Member>, _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>, _ meaning: Int32
  ) {
    member.pointee.run = 0
    let count = end - start
    let joint = member.pointee.jointCount
    guard joint > 0, count <= ExpectedMembers.longest, ExpectedMembers.endsValue(end.pointee)
    else { return }
    (member.pointee.text + joint).update(from: start, count: count)
    member.pointee.wholeCount = joint + count
    member.pointee.meaning = meaning
  }

  /// Remembers the text before the value of a name that was looked up.
  func remember(
    _ joint: UnsafePointer<UInt8>, upTo end: UnsafePointer<UInt8>, of name: Int
  ) {
    let member = members + name
    member.pointee.wholeCount = 0
    let count = end - joint
    let bytes = UnsafeBufferPointer(start: joint, count: count)
    // A text ends with a control character, which must not match.
    guard count < ExpectedMembers.longest, bytes.allSatisfy({ $0 >= 0x20 }) else {
      member.pointee.jointCount = 0
      return
    }
    member.pointee.text[0] = UInt8(ascii: ",")
    (member.pointee.text + 1).update(from: joint, count: count)
    member.pointee.jointCount = count + 1
  }

  /// The index of a name.
  func index(of name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let start = name.baseAddress else { return nil }
    return (0..<count).first {
      members[$0].nameCount == name.count
        && begins_with(start, members[$0].name, Int64(name.count))
    }
  }

  /// - Returns: the index of the new name; nil if there are as many as can be remembered.
  mutating func append(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard count < capacity else { return nil }
    let text = texts + (count + 1) * ExpectedMembers.stride
    let copy = text + 2 * ExpectedMembers.longest + 16
    let length = min(name.count, ExpectedMembers.longest)
    for index in 0..<length { copy[index] = name[index] }
    (members + count).initialize(to: Member(text: text, name: copy, nameCount: name.count))
    count += 1
    return count - 1
  }

  /// Forgets all names except the first ones.
  mutating func removeLast(to count: Int) {
    self.count = count
    for index in -1..<count { members[index].next = -1 }
  }
}
