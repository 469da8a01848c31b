/// Finds repeated member names while a text is read, by remembering the names of all open objects.
///
/// Most names already differ in their first eight bytes, so only names that agree in these are
/// compared in full. An object with many members is checked by sorting its names when it ends.
struct MemberNames: ~Copyable {
  /// The number of names per object that are compared as they are read.
  private static let few = 32

  /// The first eight bytes of the first names at each level.
  private let beginnings: UnsafeMutablePointer<UInt64>
  /// The number of names of the open object at each level.
  private let counts: UnsafeMutablePointer<Int>

  init(levels: Int) {
    beginnings = .allocate(capacity: levels * MemberNames.few)
    counts = .allocate(capacity: levels)
  }

  deinit {
    beginnings.deallocate()
    counts.deallocate()
  }

  mutating func beginObject(at level: Int) { counts[level] = 0 }

  /// Adds the name that was just read to its object.
  ///
  /// - Parameters:
  ///   - object: the index of the object's token.
  ///   - offset: the offset of the name in the text.
  mutating func add(
    _ name: Int, of object: Int, at level: Int, in tokens: JSONTokens, offset: Int
  ) throws(JSONError) {
    let beginning = tokens.bytes(of: name).beginning
    let count = counts[level]
    counts[level] = count &+ 1
    guard count < MemberNames.few else { return }
    let earlier = beginnings + level &* MemberNames.few
    for index in 0..<count where earlier[index] == beginning {
      try compareInFull(name, of: object, in: tokens, offset: offset)
      break
    }
    earlier[count] = beginning
  }

  /// Ends an object, and compares all of its names if it has many.
  func endObject(_ object: Int, at level: Int, in tokens: JSONTokens) throws(JSONError) {
    if counts[level] > MemberNames.few { try compareAll(of: object, in: tokens) }
  }

  private func compareInFull(
    _ last: Int, of object: Int, in tokens: JSONTokens, offset: Int
  ) throws(JSONError) {
    var name = object + 1
    while name < last {
      if isSame(name, last, in: tokens) { throw repeated(last, in: tokens, at: offset) }
      name = tokens.end(of: name + 1)
    }
  }

  private func compareAll(of object: Int, in tokens: JSONTokens) throws(JSONError) {
    var names: [Int] = []
    var name = object + 1
    while name < tokens.end(of: object) {
      names.append(name)
      name = tokens.end(of: name + 1)
    }
    names.sort { tokens.bytes(of: $0).lexicographicallyPrecedes(tokens.bytes(of: $1)) }
    for (one, other) in zip(names, names.dropFirst()) where isSame(one, other, in: tokens) {
      let later = max(one, other)
      throw repeated(later, in: tokens, at: tokens.offset(of: later) ?? 0)
    }
  }

  private func isSame(_ one: Int, _ other: Int, in tokens: JSONTokens) -> Bool {
    tokens.bytes(of: one).elementsEqual(tokens.bytes(of: other))
  }

  private func repeated(_ name: Int, in tokens: JSONTokens, at offset: Int) -> JSONError {
    JSONError(
      kind: .repeatedName, message: "the member `\(tokens.string(of: name))` is given twice",
      offset: offset)
  }
}
