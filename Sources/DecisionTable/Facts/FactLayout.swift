internal import Values

/// How a fact is read: from what a request states to the cells of its variables.
package final class FactLayout: Sendable {
  package let fact: Fact
  /// The type of the fact without what belongs to it.
  package let kind: Kind
  /// The variable of a scalar, or nil where no test reads it.
  let variable: Int?
  let reading: Reading

  package enum Kind: UInt8, Sendable {
    case boolean, code, choice, set, number, date, duration
  }

  enum Reading: Sendable {
    /// The cell of false, and of true.
    case boolean(Int32, Int32)
    case choice(NameTable, cells: [Int32])
    case code(CodeTable<Int32>, otherwise: Int32, periods: CodeTable<CodePeriod>?)
    case line(LineCells)
    case set(SetLayout)
    /// A scalar that no test reads is only checked.
    case unread(words: NameTable?)
  }

  init(_ place: Int, in table: DecisionTable, _ space: FactSpace) {
    fact = table.facts[place]
    kind =
      switch fact.type {
      case .boolean: .boolean
      case .code: .code
      case .choice: .choice
      case .set: .set
      case .number: .number
      case .date: .date
      case .duration: .duration
      }
    variable = space.variable(of: place)
    let domain = variable.map { space.variables[$0].domain }
    switch (fact.type, domain) {
    case (.set(let terminology, let terms), _):
      reading = .set(
        SetLayout(place, terms: terms, terminology: terminology, in: table, space))
    case (.boolean, .values(let cells)?):
      reading = .boolean(
        Int32(cells.cell(of: .boolean(false))), Int32(cells.cell(of: .boolean(true))))
    case (.choice(let words), .values(let cells)?):
      reading = .choice(
        NameTable(words), cells: words.map { Int32(cells.cell(of: .word($0))) })
    case (.code, .values(let cells)?):
      let places = cells.values.joined().compactMap { value -> (Code, Int32)? in
        guard case .code(let code) = value else { return nil }
        return (code, Int32(cells.cell(of: value)))
      }
      let periods = Dictionary(grouping: table.periods, by: \.code).compactMap { $1.first }
      reading = .code(
        CodeTable(places), otherwise: Int32(cells.otherwise ?? 0),
        periods: periods.isEmpty ? nil : CodeTable(periods.map { ($0.code, $0) }))
    case (_, .line(let line)?): reading = .line(line)
    case (.choice(let words), _): reading = .unread(words: NameTable(words))
    default: reading = .unread(words: nil)
    }
  }
}

/// How a set is read: its terms by place, and those of them that tests read.
package final class SetLayout: Sendable {
  package let terms: [Term]
  package let names: NameTable
  /// The variable of each term, or -1 where no test reads it.
  let variables: FrozenArray<Int32>
  /// Those that tests read.
  let readVariables: FrozenArray<Int32>
  let effects: CodeEffects

  init(_ fact: Int, terms: [Term], terminology: String, in table: DecisionTable, _ space: FactSpace)
  {
    let members = space.members(of: fact)
    self.terms = terms
    names = NameTable(terms.map(\.id))
    let variables = terms.map { members[$0.id].map(Int32.init) ?? -1 }
    self.variables = FrozenArray(variables)
    readVariables = FrozenArray(variables.filter { $0 >= 0 })
    effects = CodeEffects(
      bindings: table.bindings.filter { $0.terminology == terminology }, terms: terms,
      tests: table.tests.filter { $0.fact == table.facts[fact].id })
  }
}
