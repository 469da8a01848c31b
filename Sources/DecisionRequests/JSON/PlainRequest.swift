internal import DecisionTable
internal import JSONText
internal import Values

/// Reads requests in their usual form, in one pass straight into the facts: strings are plain, and
/// what chooses the table precedes the facts.
///
/// It only accelerates. It gives up on whatever is unusual or wrong; the request is then read from
/// its tape, which decides what is valid and reports errors.
struct PlainRequest: ~Copyable {
  /// The table that answers a request, and the content of the string of its id.
  struct Head {
    let table: Int
    let basis: RevisionHistory.Basis
    let id: UnsafeBufferPointer<UInt8>?
  }

  /// The members that have a meaning, followed by the caller's.
  private var members = ExpectedMembers(
    Member.allCases.map { "\($0)" }, capacity: PlainRequest.mostNames)

  private static let mostNames = 64
  /// The contents of the strings before the facts, by index of the name.
  private let values = UnsafeMutablePointer<UnsafeBufferPointer<UInt8>>.allocate(
    capacity: Member.facts.rawValue)

  deinit { values.deallocate() }

  /// The members that have a meaning, with their indices among the names.
  private enum Member: Int, CaseIterable {
    case id, policy, revision, date, facts
  }

  /// Reads a request into the facts of the table that it is for.
  ///
  /// - Returns: nil if the request has to be read from its tape.
  mutating func read(
    _ line: PaddedText, for responder: Responder, into workspaces: TableWorkspaces
  ) -> Head? {
    var text = JSONScanner(line)
    guard text.take(UInt8(ascii: "{")) else { return nil }
    var table = -1
    var basis = RevisionHistory.Basis.named
    members.begin()
    while true {
      let expected = members.takeExpected(&text)
      var name = expected.name
      if name < 0 {
        if text.take(UInt8(ascii: "}")) { break }
        name = lookUp(&text)
        guard name >= 0 else { return nil }
      }
      guard members.take(name) else { return nil }
      var start = text.position
      if let value = expected.value {
        start = value
      } else if name == Member.facts.rawValue {
        guard readFacts(&text, responder, workspaces, &table, &basis) else { return nil }
        continue
      } else {
        // A member with a meaning is a string.
        let isString = name < Member.facts.rawValue || text.byte == UInt8(ascii: "\"")
        guard isString ? text.plainString() != nil : text.skipUnquoted() else { return nil }
        if name != Member.id.rawValue { members.note(name, from: start, to: text.position) }
      }
      guard name < Member.facts.rawValue else { continue }
      // What chooses the table has to precede the facts.
      guard table < 0 || name == Member.id.rawValue else { return nil }
      values[name] = UnsafeBufferPointer(start: start + 1, count: text.position - start &- 2)
    }
    guard text.isAtEnd, table >= 0 else { return nil }
    return Head(table: table, basis: basis, id: value(.id))
  }

  /// The content of a string of the request.
  @inline(__always)
  private func value(_ member: Member) -> UnsafeBufferPointer<UInt8>? {
    members.has(member.rawValue) ? values[member.rawValue] : nil
  }

  /// Steps over a name that was not the expected one.
  ///
  /// - Returns: its index, or -1.
  @inline(never)
  private mutating func lookUp(_ text: inout JSONScanner) -> Int {
    guard let (name, joint) = members.nextName(&text), name.count <= ExpectedMembers.longest else {
      return -1
    }
    guard let index = members.index(of: name) ?? members.append(name) else {
      // Names that differ in each request are not worth remembering.
      members.removeLast(to: Member.allCases.count)
      return -1
    }
    guard text.take(UInt8(ascii: ":")) else { return -1 }
    members.remember(joint, upTo: text.position, of: index)
    return index
  }

  /// Reads the facts, and chooses the table that they are for.
  @inline(__always)
  private func readFacts(
    _ text: inout JSONScanner, _ responder: Responder, _ workspaces: TableWorkspaces,
    _ table: inout Int, _ basis: inout RevisionHistory.Basis
  ) -> Bool {
    do throws(RequestError) {
      let (policy, revision) = (value(.policy), value(.revision))
      let day = try responder.date(stated: value(.date))
      if let named = responder.namedTable(policy: policy, revision: revision) {
        table = named
      } else {
        let policy = try responder.policy(named: policy)
        (table, basis) = try responder.table(of: policy, revision: revision, on: day)
      }
      workspaces.open(table, of: responder)
      let workspace = workspaces.workspace(table)
      workspace.pointee.facts.clear(date: day)
      return workspace.pointee.readPlainly(&text)
    } catch {
      return false
    }
  }
}

extension JSONScanner {
  /// Steps over a number, or over `true`, `false` or `null`.
  @inline(never)
  fileprivate mutating func skipUnquoted() -> Bool {
    switch byte {
    case UInt8(ascii: "t"): takeWord("true")
    case UInt8(ascii: "f"): takeWord("false")
    case UInt8(ascii: "n"): takeWord("null")
    default: number() != nil
    }
  }
}
