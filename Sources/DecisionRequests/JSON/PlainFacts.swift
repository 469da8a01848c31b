internal import DecisionTable
internal import JSONText
internal import Values

/// The facts of a `PlainRequest`.
extension TableWorkspace {
  /// Reads an object of facts.
  ///
  /// - Returns: false if the request has to be read from its tape.
  mutating func readPlainly(_ text: inout JSONScanner) -> Bool {
    guard text.take(UInt8(ascii: "{")) else { return false }
    members.begin()
    while true {
      let expected = members.takeExpected(&text)
      var fact = expected.name
      if fact < 0 {
        if text.take(UInt8(ascii: "}")) { return true }
        guard let known = lookUp(&text) else { return false }
        fact = known
      }
      guard members.take(fact) else { return false }
      let layout = layouts + fact
      guard expected.value == nil else {
        facts.set(cell: members.meaning(of: fact), of: layout)
        continue
      }
      let start = text.position
      guard facts.readPlainly(&text, as: layout) else { return false }
      if layout.pointee.isConstant {
        members.note(fact, from: start, to: text.position, meaning: facts.cell(of: layout))
      }
    }
  }

  /// Steps over the name of a fact that was not the expected one.
  @inline(never)
  private mutating func lookUp(_ text: inout JSONScanner) -> Int? {
    guard let (name, joint) = members.nextName(&text),
      let fact = with({ $0.decider.layout.names.index(ofReadable: name) }),
      text.take(UInt8(ascii: ":"))
    else { return nil }
    members.remember(joint, upTo: text.position, of: fact)
    return fact
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
        let known = layout.pointee.words?.index(ofReadable: word)
      else { return false }
      set(word: known, of: layout)
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

  /// Reads a list, or an object of the lists `present` and `absent`.
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
      let isCode = set.pointee.termsAreLowercase && member.baseAddress!.pointee < UInt8(ascii: "a")
      if !isCode, let term = set.pointee.names.index(ofReadable: member) {
        state(term, isPresent: isPresent, of: set)
      } else {
        guard let code = Code(readable: member) else { return false }
        if isPresent { state(code, of: set) }
      }
    } while text.take(UInt8(ascii: ","))
    return text.take(UInt8(ascii: "]"))
  }
}
