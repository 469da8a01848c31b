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

  /// The names that have a meaning, followed by the caller's.
  private var names = ExpectedNames(
    Member.allCases.map { "\($0)" }, capacity: PlainRequest.mostNames)

  private static let mostNames = 64

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
    var id: UnsafeBufferPointer<UInt8>?
    var policy: UnsafeBufferPointer<UInt8>?
    var revision: UnsafeBufferPointer<UInt8>?
    var date: UnsafeBufferPointer<UInt8>?
    var chosen: (table: Int, basis: RevisionHistory.Basis)?
    names.begin()
    while true {
      let name: Int
      if let expected = names.takeExpected(&text) {
        name = expected
      } else if text.take(UInt8(ascii: "}")) {
        break
      } else {
        guard let known = lookUp(&text) else { return nil }
        name = known
      }
      guard names.take(name) else { return nil }
      switch Member(rawValue: name) {
      case nil: guard text.skipScalar() else { return nil }
      case .facts:
        chosen = readFacts(&text, policy, revision, date, responder, workspaces)
        guard chosen != nil else { return nil }
      case let member?:
        guard let value = text.plainString() else { return nil }
        switch member {
        case .id: id = value
        case .policy: policy = value
        case .revision: revision = value
        default: date = value
        }
        // What chooses the table has to precede the facts.
        guard chosen == nil || member == .id else { return nil }
      }
    }
    guard text.isAtEnd, let chosen else { return nil }
    return Head(table: chosen.table, basis: chosen.basis, id: id)
  }

  /// Steps over a name that was not the expected one.
  @inline(never)
  private mutating func lookUp(_ text: inout JSONScanner) -> Int? {
    guard let (name, joint) = names.nextName(&text), name.count <= ExpectedNames.longest else {
      return nil
    }
    guard let index = names.index(of: name) ?? names.append(name) else {
      // Names that differ in each request are not worth remembering.
      names.removeLast(to: Member.allCases.count)
      return nil
    }
    guard text.take(UInt8(ascii: ":")) else { return nil }
    names.remember(joint, upTo: text.position, of: index)
    return index
  }

  @inline(__always)
  private func readFacts(
    _ text: inout JSONScanner, _ policy: UnsafeBufferPointer<UInt8>?,
    _ revision: UnsafeBufferPointer<UInt8>?, _ date: UnsafeBufferPointer<UInt8>?,
    _ responder: Responder, _ workspaces: TableWorkspaces
  ) -> (table: Int, basis: RevisionHistory.Basis)? {
    do throws(RequestError) {
      let day = try responder.date(stated: date)
      var basis = RevisionHistory.Basis.named
      var table = responder.namedTable(policy: policy, revision: revision) ?? -1
      if table < 0 {
        let policy = try responder.policy(named: policy)
        (table, basis) = try responder.table(of: policy, revision: revision, on: day)
      }
      workspaces.open(table, of: responder)
      let workspace = workspaces.workspace(table)
      workspace.pointee.facts.clear(date: day)
      return workspace.pointee.readPlainly(&text) ? (table, basis) : nil
    } catch {
      return nil
    }
  }
}

extension JSONScanner {
  /// Steps over a value that is neither an object nor a list.
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
