internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import Values

extension Decider {
  func verdict(_ members: [JSON.Member]) throws(RequestError) -> Verdict {
    var values: [String: FactValue] = [:]
    for member in members where member.value != .null {
      guard let fact = table.facts.first(where: { $0.id == member.name }) else {
        throw RequestError(FactError.unknownFact(member.name, known: table.facts.map(\.id)))
      }
      values[fact.id] = try FactValue(member.value, of: fact)
    }
    do throws(FactError) {
      return try decide(values)
    } catch {
      throw RequestError(error)
    }
  }
}

extension FactValue {
  fileprivate init(_ json: JSON, of fact: Fact) throws(RequestError) {
    func wrongType() -> RequestError {
      RequestError(FactError.wrongType(fact: fact.id, expected: fact.type, found: json.kind))
    }
    switch (fact.type, json) {
    case (.boolean, .boolean(let value)): self = .boolean(value)
    case (.code, .string(let text)): self = .code(try Code(text, of: fact))
    case (.choice, .string(let word)): self = .choice(word)
    case (.set, .array(let elements)): self = .set(try members(elements, of: fact))
    case (.set, .object(let lists)):
      var present: [SetMember] = []
      var absent: [SetMember] = []
      for list in lists {
        guard let elements = list.value.array else { throw wrongType() }
        switch list.name {
        case "present": present = try members(elements, of: fact)
        case "absent": absent = try members(elements, of: fact)
        default: throw wrongType()
        }
      }
      self = .partialSet(present: present, absent: absent)
    default: throw wrongType()
    }
  }
}

private func members(_ elements: [JSON], of fact: Fact) throws(RequestError) -> [SetMember] {
  var members: [SetMember] = []
  for element in elements {
    guard let text = element.string else {
      throw RequestError(
        "wrong-type", "`\(fact.id)` holds strings, not \(element.kind)")
    }
    members.append(text.contains(":") ? .code(try Code(text, of: fact)) : .term(text))
  }
  return members
}

extension Code {
  fileprivate init(_ text: String, of fact: Fact) throws(RequestError) {
    do throws(CodeError) {
      try self.init(text)
    } catch {
      throw RequestError("bad-code", "`\(fact.id)`: \(error.reason)")
    }
  }
}

extension RequestError {
  fileprivate init(_ error: FactError) {
    func meant(_ name: String, _ known: [String]) -> String {
      suggestion(for: name, among: known).map { "; \($0)" } ?? ""
    }
    switch error {
    case .unknownFact(let name, let known):
      self.init("unknown-fact", "no fact `\(name)` is asked for\(meant(name, known))")
    case .wrongType(let fact, let expected, let found):
      self.init("wrong-type", "`\(fact)` is \(expected.expectation), not \(found)")
    case .unknownWord(let fact, let word, let known):
      self.init("unknown-word", "`\(word)` is no value of `\(fact)`\(meant(word, known))")
    case .contradiction(let fact, let term):
      self.init("contradiction", "`\(fact)` says that `\(term)` is both present and absent")
    default: self.init("wrong-type", "\(error)")
    }
  }
}
