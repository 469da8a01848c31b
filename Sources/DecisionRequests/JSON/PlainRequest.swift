internal import DecisionTable
internal import JSONText
internal import Values

/// Requests as nearly all are written, read in one pass straight into the facts: plain strings, and
/// what chooses the table before the facts.
///
/// An accelerator and nothing else: it gives up wherever something is unusual or wrong, and the
/// request is then read from its tape, which decides what holds and names errors.
struct PlainRequest: ~Copyable {
  /// What a request is answered by, and the content of its id's string.
  struct Head {
    let table: Int
    let basis: RevisionHistory.Basis
    let id: UnsafeBufferPointer<UInt8>?
  }

  /// The names that mean something, and behind them the caller's.
  private var names = ExpectedNames(
    Member.allCases.map { "\($0)" }, capacity: PlainRequest.mostNames)

  private static let mostNames = 64

  /// The members that mean something, at their places among the names.
  private enum Member: Int, CaseIterable {
    case id, policy, revision, date, facts
  }

  /// Reads into the facts of the table that the request is for.
  ///
  /// - Returns: nil where the general way has to be taken.
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
      if let guess = names.guess(&text) {
        name = guess
      } else if text.take(UInt8(ascii: "}")) {
        break
      } else {
        guard let place = lookUp(&text) else { return nil }
        name = place
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
        // What chooses the table has to be known before the facts.
        guard chosen == nil || member == .id else { return nil }
      }
    }
    guard text.isAtEnd, let chosen else { return nil }
    return Head(table: chosen.table, basis: chosen.basis, id: id)
  }

  /// Goes to the value of a name that was not guessed.
  @inline(never)
  private mutating func lookUp(_ text: inout JSONScanner) -> Int? {
    guard let (name, joint) = names.nextName(&text), name.count <= ExpectedNames.longest else {
      return nil
    }
    guard let place = names.place(of: name) ?? names.append(name) else {
      // Other names each time: those of the next requests are learned anew.
      names.removeLast(to: Member.allCases.count)
      return nil
    }
    guard text.take(UInt8(ascii: ":")) else { return nil }
    names.remember(joint, upTo: text.place, of: place)
    return place
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

extension TableWorkspace {
  /// Reads an object of facts.
  ///
  /// - Returns: false where the general way has to be taken.
  fileprivate mutating func readPlainly(_ text: inout JSONScanner) -> Bool {
    guard text.take(UInt8(ascii: "{")) else { return false }
    names.begin()
    while true {
      let fact: Int
      if let guess = names.guess(&text) {
        fact = guess
      } else if text.take(UInt8(ascii: "}")) {
        return true
      } else {
        guard let place = lookUp(&text) else { return false }
        fact = place
      }
      guard names.take(fact), facts.readPlainly(&text, as: layouts + fact) else { return false }
    }
  }

  /// Goes to the value of a fact that was not guessed.
  @inline(never)
  private mutating func lookUp(_ text: inout JSONScanner) -> Int? {
    guard let (name, joint) = names.nextName(&text),
      let place = with({ $0.decider.layout.names.place(ofReadable: name) }),
      text.take(UInt8(ascii: ":"))
    else { return nil }
    names.remember(joint, upTo: text.place, of: place)
    return place
  }
}

extension Facts {
  @inline(__always)
  fileprivate mutating func readPlainly(
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
      guard let word = text.plainString(),
        let place = layout.pointee.words?.place(ofReadable: word)
      else { return false }
      set(word: place, of: layout)
      return true
    case (.code, _):
      guard let written = text.plainString(), let code = Code(readable: written) else {
        return false
      }
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
      if let term = set.pointee.names.place(ofReadable: member) {
        state(term, isPresent: isPresent, of: set)
      } else {
        guard let code = Code(readable: member) else { return false }
        if isPresent { state(code, of: set) }
      }
    } while text.take(UInt8(ascii: ","))
    return text.take(UInt8(ascii: "]"))
  }
}
