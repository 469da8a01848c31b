internal import Values

/// How a fact is read: from what a request states to the cells of its variables.
package final class FactLayout: Sendable {
  package let fact: Fact
  /// The type of the fact without what belongs to it.
  package let kind: Kind
  /// The variable of a scalar, or nil where no test reads it.
  let variable: Int?

  // What the kind has of these. Separate constants, since reading a constant of an object counts no
  // references, and taking apart an enumeration does.

  /// The cell of false and of true.
  let no: Int32
  let yes: Int32
  /// The words of a choice, and the cell of each; no cells where no test reads it.
  let words: NameTable?
  let cellsOfWords: FrozenArray<Int32>?
  /// The cells of codes that tests name, and of all others.
  let codes: CodeTable<Int32>?
  let otherwise: Int32
  let periods: CodeTable<CodePeriod>?
  let line: LineCells?
  package let set: SetLayout?

  package enum Kind: UInt8, Sendable {
    case boolean, code, choice, set, number, date, duration
  }

  init(_ place: Int, in table: DecisionTable, _ space: FactSpace) {
    fact = table.facts[place]
    kind = Kind(fact.type)
    variable = space.variable(of: place)
    var values: ValueCells?
    var line: LineCells?
    switch variable.map({ space.variables[$0].domain }) {
    case .values(let cells)?: values = cells
    case .line(let cells)?: line = cells
    case .member?, nil: break
    }
    self.line = line
    no = kind == .boolean ? values.map { Int32($0.cell(of: .boolean(false))) } ?? 0 : 0
    yes = kind == .boolean ? values.map { Int32($0.cell(of: .boolean(true))) } ?? 0 : 0
    otherwise = Int32(values?.otherwise ?? 0)
    var known: [String]?
    if case .choice(let words) = fact.type { known = words }
    words = known.map { NameTable($0) }
    cellsOfWords = values.flatMap { values in
      known.map { words in FrozenArray(words.map { Int32(values.cell(of: .word($0))) }) }
    }
    codes =
      kind == .code
      ? values.map { cells in
        CodeTable(
          cells.values.joined().compactMap { value in
            guard case .code(let code) = value else { return nil }
            return (code, Int32(cells.cell(of: value)))
          })
      } : nil
    let limited = Dictionary(grouping: table.periods, by: \.code).compactMap { $1.first }
    periods = limited.isEmpty ? nil : CodeTable(limited.map { ($0.code, $0) })
    if case .set(let terminology, let terms) = fact.type {
      set = SetLayout(place, terms: terms, terminology: terminology, in: table, space)
    } else {
      set = nil
    }
  }
}

extension FactLayout.Kind {
  init(_ type: FactType) {
    switch type {
    case .boolean: self = .boolean
    case .code: self = .code
    case .choice: self = .choice
    case .set: self = .set
    case .number: self = .number
    case .date: self = .date
    case .duration: self = .duration
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
