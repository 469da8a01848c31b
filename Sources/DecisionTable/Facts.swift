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

/// The facts of one request, as far as the table reads them.
public struct Facts: Sendable {
  /// The cell of each variable, or `unknown`.
  var cells: [Int]

  static let unknown = -1

  /// Checks every value against the table's declarations; what is not given is unknown.
  public init(_ values: [String: FactValue], for table: DecisionTable) throws(FactError) {
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
    case (.set(_, let known), .set(let members)):
      try requireKnown(members, known, declared.id)
      setMembers(fact, present: members, in: table) { _ in FactSpace.absent }
    case (.set(_, let known), .partialSet(let present, let absent)):
      try requireKnown(present + absent, known, declared.id)
      let excluded = Set(absent)
      for member in present {
        if case .term(let term) = member, excluded.contains(member) {
          throw .contradiction(fact: declared.id, term: term)
        }
      }
      setMembers(fact, present: present, in: table) { term in
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

  private func requireKnown(_ members: [SetMember], _ known: [String], _ fact: String)
    throws(FactError)
  {
    for case .term(let term) in members where !known.contains(term) {
      throw .unknownWord(fact: fact, word: term, known: known)
    }
  }

  /// A term that is listed is present; one that a listed code may mean is unknown; of any other
  /// term `rest` says what it is.
  private mutating func setMembers(
    _ fact: Int, present: [SetMember], in table: DecisionTable, rest: (String) -> Int
  ) {
    let members = Set(present)
    let codes = present.compactMap { member in
      if case .code(let code) = member { code } else { nil }
    }
    for (variable, declared) in table.space.variables.enumerated() where declared.fact == fact {
      guard case .word(let term)? = declared.cells[FactSpace.present] else { continue }
      if members.contains(.term(term)) {
        cells[variable] = FactSpace.present
        continue
      }
      let cell = rest(term)
      let isOpen = codes.contains { code in
        table.bindings.contains { $0.terms.contains(term) && $0.concerns(code) }
      }
      cells[variable] = isOpen && cell == FactSpace.absent ? Facts.unknown : cell
    }
  }
}
