internal import Values

/// How a fact is read: from what a request states to the cells of its variables.
///
/// It is stored in the arena of its decider and passed by address.
package struct FactLayout: BitwiseCopyable, @unchecked Sendable {
  /// The index among the declared facts.
  package let fact: Int
  /// The type of the fact, without bounds, words or terms.
  package let kind: Kind
  /// Whether a value of the fact always means the same cell, whatever the date of service.
  package let isConstant: Bool
  /// The variable of a scalar, or -1 if no test reads it.
  let variable: Int

  // Each kind of fact has some of these.

  /// The cell of false and of true.
  let no: Int32
  let yes: Int32
  /// The words of a choice, and the cell of each; no cells where no test reads it.
  package let words: NameTable?
  let cellsOfWords: FrozenArray<Int32>?
  /// The cells of codes that tests name, and of all others.
  let codes: CodeTable<Int32>?
  let otherwise: Int32
  let periods: CodeTable<CodePeriod>?
  /// Kept by the decider's facts.
  let line: Unmanaged<LineCells>?
  package let set: UnsafePointer<SetLayout>?
  package enum Kind: UInt8, Sendable, BitwiseCopyable {
    case boolean, code, choice, set, number, date, duration, records
  }

  init(_ index: Int, in table: DecisionTable, _ space: FactSpace, _ arena: Arena) {
    let fact = table.facts[index]
    self.fact = index
    kind = Kind(fact.type)
    variable = space.variable(of: index) ?? -1
    var values: ValueCells?
    var line: LineCells?
    switch variable < 0 ? nil : space.variables[variable].domain {
    case .values(let cells)?: values = cells
    case .line(let cells)?: line = cells
    case .member?, .records?, nil: break
    }
    self.line = line.map(Unmanaged.passUnretained)
    no = kind == .boolean ? values.map { Int32($0.cell(of: .boolean(false))) } ?? 0 : 0
    yes = kind == .boolean ? values.map { Int32($0.cell(of: .boolean(true))) } ?? 0 : 0
    otherwise = Int32(values?.unnamed ?? 0)
    var known: [String]?
    if case .choice(let words) = fact.type { known = words }
    words = known.map { NameTable($0, in: arena) }
    cellsOfWords = values.flatMap { values in
      known.map { words in
        FrozenArray(words.map { Int32(values.cell(of: .word($0))) }, in: arena)
      }
    }
    codes =
      kind == .code
      ? values.map { cells in
        CodeTable(
          cells.values.joined().compactMap { value in
            guard case .code(let code) = value else { return nil }
            return (code, Int32(cells.cell(of: value)))
          }, in: arena)
      } : nil
    let limited = Dictionary(grouping: table.periods, by: \.code).compactMap { $1.first }
    periods =
      kind != .code || limited.isEmpty ? nil : CodeTable(limited.map { ($0.code, $0) }, in: arena)
    switch kind {
    case .boolean, .choice, .number, .date: isConstant = true
    case .code: isConstant = periods == nil
    case .set, .duration, .records: isConstant = false
    }
    if case .set(let terminology, let terms) = fact.type {
      set = arena.keep(
        CollectionOfOne(
          SetLayout(index, terms: terms, terminology: terminology, in: table, space, arena)))
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
    case .records: self = .records
    }
  }
}

/// How a set is read: its terms by index, and those of them that tests read.
package struct SetLayout: BitwiseCopyable, Sendable {
  package let names: NameTable
  /// Whether all terms begin with a lower-case letter, which codes do not.
  package let termsAreLowercase: Bool
  /// The variable of each term, or -1 if no test reads it.
  let variables: FrozenArray<Int32>
  /// The terms that tests read, as runs of adjacent indices: usually one run.
  let readRuns: FrozenArray<Run>
  let effects: CodeEffects

  struct Run: BitwiseCopyable, Sendable {
    let start: Int32
    var count: Int32
  }

  init(
    _ fact: Int, terms: [Term], terminology: String, in table: DecisionTable, _ space: FactSpace,
    _ arena: Arena
  ) {
    let members = space.members(of: fact)
    names = NameTable(terms.map(\.id), in: arena)
    termsAreLowercase = terms.allSatisfy { ("a"..."z").contains($0.id.prefix(1)) }
    let variables = terms.map { members[$0.id].map(Int32.init) ?? -1 }
    self.variables = FrozenArray(variables, in: arena)
    var runs: [Run] = []
    for variable in variables.filter({ $0 >= 0 }).sorted() {
      if let last = runs.last, last.start + last.count == variable {
        runs[runs.count - 1].count += 1
      } else {
        runs.append(Run(start: variable, count: 1))
      }
    }
    readRuns = FrozenArray(runs, in: arena)
    effects = CodeEffects(
      bindings: table.bindings.filter { $0.terminology == terminology }, terms: terms,
      tests: table.tests.filter { $0.fact == table.facts[fact].id },
      isComplete: { table.isComplete($0, of: terminology) }, in: arena)
  }
}
