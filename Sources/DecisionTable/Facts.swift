public import Values

/// What a request states of one fact.
public enum FactValue: Hashable, Sendable {
  case boolean(Bool)
  case code(Code)
  case choice(String)
  /// A complete list: what is not in it is absent.
  case set([SetMember])
  /// What is in neither list is unknown.
  case partialSet(present: [SetMember], absent: [SetMember])

  var kind: String {
    switch self {
    case .boolean: "a boolean"
    case .code: "a code"
    case .choice: "a word"
    case .set, .partialSet: "a set"
    }
  }
}

/// A term of the terminology, or a code that may bear on some.
public enum SetMember: Hashable, Sendable {
  case term(String)
  case code(Code)
}

/// Why facts cannot be decided on.
public enum FactError: Error, Hashable, Sendable {
  case unknownFact(String, known: [String])
  case wrongType(fact: String, expected: FactType, found: String)
  case unknownWord(fact: String, word: String, known: [String])
  case contradiction(fact: String, term: String)
}

/// The facts of one request, as far as a table reads them.
package struct Facts: Sendable {
  /// The cell of each variable, or `unknown`.
  var cells: [Int]

  static let unknown = -1

  /// Checks every value against the table's declarations; what is not given is unknown.
  package init(_ values: [String: FactValue], for table: DecisionTable) throws(FactError) {
    cells = Array(repeating: Facts.unknown, count: table.space.variables.count)
    for (id, value) in values.sorted(by: { $0.key < $1.key }) {
      guard let fact = table.space.fact(id) else {
        throw .unknownFact(id, known: table.facts.map(\.id))
      }
      try set(fact, to: value, in: table)
    }
  }

  private mutating func set(_ fact: Int, to value: FactValue, in table: DecisionTable)
    throws(FactError)
  {
    let declared = table.facts[fact]
    switch (declared.type, value) {
    case (.boolean, .boolean(let value)): setScalar(fact, .boolean(value), in: table.space)
    case (.code, .code(let code)): setScalar(fact, .code(code), in: table.space)
    case (.choice(let known), .choice(let word)):
      guard known.contains(word) else {
        throw .unknownWord(fact: declared.id, word: word, known: known)
      }
      setScalar(fact, .word(word), in: table.space)
    case (.set(let terminology, let known), .set(let members)):
      try requireKnown(members, known, declared.id)
      let codes = members.compactMap { if case .code(let code) = $0 { code } else { nil } }
      let open = codes.isEmpty ? [] : table.terms(of: terminology, concernedBy: codes)
      setMembers(fact, present: members, in: table.space) { term in
        open.contains(term) ? Facts.unknown : FactSpace.absent
      }
    case (.set(_, let known), .partialSet(let present, let absent)):
      try requireKnown(present + absent, known, declared.id)
      let excluded = Set(absent)
      for member in present {
        if case .term(let term) = member, excluded.contains(member) {
          throw .contradiction(fact: declared.id, term: term)
        }
      }
      setMembers(fact, present: present, in: table.space) { term in
        excluded.contains(.term(term)) ? FactSpace.absent : Facts.unknown
      }
    default:
      throw .wrongType(fact: declared.id, expected: declared.type, found: value.kind)
    }
  }

  private mutating func setScalar(_ fact: Int, _ value: Value, in space: FactSpace) {
    guard let variable = space.variable(of: fact) else { return }
    cells[variable] = space.cell(of: value, in: variable)
  }

  private func requireKnown(_ members: [SetMember], _ known: [Term], _ fact: String)
    throws(FactError)
  {
    for case .term(let term) in members where !known.contains(where: { $0.id == term }) {
      throw .unknownWord(fact: fact, word: term, known: known.map(\.id))
    }
  }

  /// A term that is listed is present; of any other term `rest` says what it is.
  private mutating func setMembers(
    _ fact: Int, present: [SetMember], in space: FactSpace, rest: (String) -> Int
  ) {
    let members = Set(present)
    for (term, variable) in space.members(of: fact) {
      cells[variable] = members.contains(.term(term)) ? FactSpace.present : rest(term)
    }
  }
}

extension DecisionTable {
  /// The terms that codes may mean.
  fileprivate func terms(of terminology: String, concernedBy codes: [Code]) -> Set<String> {
    Set(
      bindings.filter { binding in
        binding.terminology == terminology && codes.contains { binding.concerns($0) }
      }.flatMap(\.terms))
  }
}
