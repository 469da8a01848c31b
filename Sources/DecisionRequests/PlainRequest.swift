internal import DecisionTable
internal import JSONText
internal import Values

/// Requests as nearly all are written, read in one pass straight into the facts: plain strings, and
/// what chooses the table before the facts.
///
/// An accelerator and nothing else: it gives up wherever something is unusual or wrong, and the
/// request is then read from its tape, which decides what holds and names errors.
struct PlainRequest: ~Copyable {
  /// What the request is answered by.
  private(set) var table = 0
  private(set) var basis = RevisionHistory.Basis.named
  /// The content of the id's string.
  private(set) var id: UnsafeBufferPointer<UInt8>?

  private var policy: UnsafeBufferPointer<UInt8>?
  private var revision: UnsafeBufferPointer<UInt8>?
  private var date: UnsafeBufferPointer<UInt8>?
  private var hasFacts = false
  /// The first eight bytes of each member's name.
  private let names = UnsafeMutablePointer<UInt64>.allocate(capacity: PlainRequest.mostNames)
  private var nameCount = 0

  private static let mostNames = 32

  deinit { names.deallocate() }

  /// Reads into the facts of the table that the request is for.
  ///
  /// - Returns: false where the general way has to be taken.
  mutating func read(
    _ line: UnsafeBufferPointer<UInt8>, for responder: Responder, into rooms: TableRooms
  ) -> Bool {
    guard var text = JSONScanner(line), text.take(UInt8(ascii: "{")) else { return false }
    (id, policy, revision, date) = (nil, nil, nil, nil)
    hasFacts = false
    nameCount = 0
    repeat {
      guard let name = text.plainString(), isNew(name.beginning), text.take(UInt8(ascii: ":")),
        readMember(
          name.count > 8 ? nil : Member(rawValue: name.beginning), &text, responder, rooms)
      else { return false }
    } while text.take(UInt8(ascii: ","))
    return text.take(UInt8(ascii: "}")) && text.isAtEnd && hasFacts
  }

  /// False where another name begins alike, or there are very many.
  @inline(__always)
  private mutating func isNew(_ beginning: UInt64) -> Bool {
    for place in 0..<nameCount where names[place] == beginning { return false }
    guard nameCount < PlainRequest.mostNames else { return false }
    names[nameCount] = beginning
    nameCount &+= 1
    return true
  }

  /// The members that mean something, by the bytes of their names, the first lowest.
  private enum Member: UInt64 {
    case id = 0x6469
    case date = 0x6574_6164
    case facts = 0x73_7463_6166
    case policy = 0x7963_696C_6F70
    case revision = 0x6E6F_6973_6976_6572
  }

  @inline(__always)
  private mutating func readMember(
    _ member: Member?, _ text: inout JSONScanner, _ responder: Responder,
    _ rooms: TableRooms
  ) -> Bool {
    if member == nil { return text.skipScalar() }
    if member == .facts { return readFacts(&text, responder, rooms) }
    guard let value = text.plainString() else { return false }
    if member == .id {
      id = value
      return true
    }
    switch member {
    case .date: date = value
    case .policy: policy = value
    default: revision = value
    }
    return !hasFacts
  }

  private mutating func readFacts(
    _ text: inout JSONScanner, _ responder: Responder, _ rooms: TableRooms
  ) -> Bool {
    hasFacts = true
    do throws(RequestError) {
      let policy = try responder.policy(named: policy)
      let day = try responder.date(stated: date)
      (table, basis) = try responder.table(of: policy, revision: revision, on: day)
      rooms.open(table, of: responder)
      let facts = rooms.facts(table)
      facts.pointee.clear(date: day)
      return rooms.with(table) { facts.pointee.readPlainly(&text, for: $0.decider) }
    } catch {
      return false
    }
  }
}

extension JSONScanner {
  /// Goes behind a value that is neither object nor list.
  @inline(__always)
  fileprivate mutating func skipScalar() -> Bool {
    switch byte {
    case UInt8(ascii: "\""): plainString() != nil
    case UInt8(ascii: "t"): takeWord("true")
    case UInt8(ascii: "f"): takeWord("false")
    case UInt8(ascii: "n"): takeWord("null")
    default: number() != nil
    }
  }
}

extension Facts {
  /// Reads an object of facts.
  ///
  /// - Returns: false where the general way has to be taken.
  fileprivate mutating func readPlainly(_ text: inout JSONScanner, for decider: Decider) -> Bool {
    guard text.take(UInt8(ascii: "{")) else { return false }
    if text.take(UInt8(ascii: "}")) { return true }
    /// The facts so far, as bits.
    var stated: UInt64 = 0
    repeat {
      guard let name = text.plainString(), let place = decider.names.place(of: name), place < 64,
        stated >> UInt64(place) & 1 == 0, text.take(UInt8(ascii: ":"))
      else { return false }
      stated |= 1 << UInt64(place)
      guard readPlainly(&text, as: decider.layout(of: place)) else { return false }
    } while text.take(UInt8(ascii: ","))
    return text.take(UInt8(ascii: "}"))
  }

  @inline(__always)
  private mutating func readPlainly(
    _ text: inout JSONScanner, as layout: UnsafePointer<FactLayout>
  ) -> Bool {
    switch (layout.pointee.kind, text.byte) {
    case (.boolean, UInt8(ascii: "t")):
      set(true, of: layout)
      return text.takeWord("true")
    case (.boolean, UInt8(ascii: "f")):
      set(false, of: layout)
      return text.takeWord("false")
    case (_, UInt8(ascii: "n")): return text.takeWord("null")
    case (.choice, _):
      guard let word = text.plainString() else { return false }
      return set(word: word, of: layout)
    case (.code, _):
      guard let written = text.plainString(), let code = Code(written) else { return false }
      do throws(FactError) {
        try set(code, of: layout)
        return true
      } catch {
        return false
      }
    case (.set, _): return readSetPlainly(&text, as: layout)
    case (.date, _), (.duration, _), (.number, _):
      do throws(RequestError) {
        if text.byte == UInt8(ascii: "\""), layout.pointee.kind != .number {
          guard let day = text.plainString() else { return false }
          try read(date: day, as: layout)
        } else if layout.pointee.kind != .date {
          guard let digits = text.number() else { return false }
          try read(quantity: digits, unit: nil, as: layout)
        } else {
          return false
        }
        return true
      } catch {
        return false
      }
    default: return false
    }
  }

  /// A list, or an object of the lists `present` and `absent`.
  private mutating func readSetPlainly(
    _ text: inout JSONScanner, as layout: UnsafePointer<FactLayout>
  ) -> Bool {
    guard let set = layout.pointee.set else { return false }
    if text.byte == UInt8(ascii: "[") {
      beginSet(isComplete: true, of: set)
      guard readMembersPlainly(&text, isPresent: true, of: set) else { return false }
    } else {
      guard text.take(UInt8(ascii: "{")) else { return false }
      beginSet(isComplete: false, of: set)
      var hasPresent = false
      var hasAbsent = false
      repeat {
        guard let name = text.plainString() else { return false }
        let isPresent = name.isEqual("present")
        if isPresent, !hasPresent {
          hasPresent = true
        } else if !hasAbsent, name.isEqual("absent") {
          hasAbsent = true
        } else {
          return false
        }
        guard text.take(UInt8(ascii: ":")),
          readMembersPlainly(&text, isPresent: isPresent, of: set)
        else { return false }
      } while text.take(UInt8(ascii: ","))
      guard text.take(UInt8(ascii: "}")) else { return false }
    }
    do throws(FactError) {
      try endSet(of: layout)
      return true
    } catch {
      return false
    }
  }

  @inline(__always)
  private mutating func readMembersPlainly(
    _ text: inout JSONScanner, isPresent: Bool, of set: UnsafePointer<SetLayout>
  ) -> Bool {
    guard text.take(UInt8(ascii: "[")) else { return false }
    if text.take(UInt8(ascii: "]")) { return true }
    repeat {
      guard let member = text.plainString() else { return false }
      if let term = set.pointee.names.place(of: member) {
        state(term, isPresent: isPresent, of: set)
      } else {
        guard let code = Code(member) else { return false }
        if isPresent { state(code, of: set) }
      }
    } while text.take(UInt8(ascii: ","))
    return text.take(UInt8(ascii: "]"))
  }
}
