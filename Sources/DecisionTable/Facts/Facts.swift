public import Values

/// The facts of one request, as far as a decider reads them: a place that is filled, decided on,
/// and filled again.
///
/// `Decider.facts()` makes it; it belongs to that decider.
public struct Facts: Sendable {
  /// The cell of each variable, or `unknown`.
  var cells: [Int32]
  /// The date of service.
  package private(set) var date: CalendarDate?
  /// Terms that were established by a code alone, in the order in which codes were read.
  package private(set) var established: [EstablishedTerm] = []
  /// Whether codes count as terms, as the crosswalk has it.
  package let readsCodes: Bool

  /// The set that is being read.
  private var stated: [Stated] = []

  private enum Stated: UInt8 { case nothing, present, absent }

  static let unknown: Int32 = -1

  init(variables: Int, readsCodes: Bool) {
    cells = Array(repeating: Facts.unknown, count: variables)
    self.readsCodes = readsCodes
  }

  /// Forgets everything.
  ///
  /// - Parameter date: the date of service of the next request, if one is known.
  public mutating func clear(date: CalendarDate? = nil) {
    for place in cells.indices { cells[place] = Facts.unknown }
    self.date = date
    established.removeAll(keepingCapacity: true)
  }

  /// States one fact, checked against its declaration.
  public mutating func set(_ id: String, to value: FactValue, in decider: Decider)
    throws(FactError)
  {
    guard let place = decider.space.fact(id) else {
      throw .unknownFact(id, known: decider.table.facts.map(\.id))
    }
    let fact = decider.table.facts[place]
    switch (fact.type, value) {
    case (.boolean, .boolean(let value)): set(place, .boolean(value), in: decider)
    case (.code, .code(let code)): try set(place, code, in: decider)
    case (.choice(let known), .choice(let word)):
      guard known.contains(word) else {
        throw .unknownWord(fact: fact.id, word: word, known: known)
      }
      set(place, .word(word), in: decider)
    case (.set, .set(let members)):
      beginSet(place, isComplete: true, in: decider)
      try state(members, isPresent: true, of: place, in: decider)
      try endSet(place, in: decider)
    case (.set, .partialSet(let present, let absent)):
      beginSet(place, isComplete: false, in: decider)
      try state(absent, isPresent: false, of: place, in: decider)
      try state(present, isPresent: true, of: place, in: decider)
      try endSet(place, in: decider)
    case (.number, .quantity(let value, let unit)):
      try set(place, value, unit: unit, in: decider)
    case (.duration, .quantity(let value, let unit)):
      try set(place, value, unit: unit, in: decider)
    case (.date, .date(let date)): set(place, date, in: decider)
    case (.duration, .date(let date)): try set(place, since: date, in: decider)
    default: throw .wrongType(fact: fact.id, expected: fact.type, found: value.kind)
    }
  }

  // MARK: Scalars, by the place of the fact

  /// A boolean or the word of a choice.
  package mutating func set(_ place: Int, _ value: Value, in decider: Decider) {
    guard let variable = decider.space.variable(of: place),
      case .values(let values) = decider.space.variables[variable].domain
    else { return }
    cells[variable] = Int32(values.cell(of: value))
  }

  /// A code is itself only within the period in which it is valid; otherwise it is another one.
  package mutating func set(_ place: Int, _ code: Code, in decider: Decider) throws(FactError) {
    guard let variable = decider.space.variable(of: place),
      case .values(let values) = decider.space.variables[variable].domain
    else { return }
    cells[variable] = Int32(values.cell(of: .code(code)))
    guard let period = decider.periods[code], let otherwise = values.otherwise else { return }
    guard let date else { throw .missingDate(fact: decider.table.facts[place].id) }
    if !period.contains(date) { cells[variable] = Int32(otherwise) }
  }

  package mutating func set(_ place: Int, _ date: CalendarDate, in decider: Decider) {
    guard let (variable, line) = decider.line(of: place) else { return }
    cells[variable] = Int32(line.cell(of: Decimal(date.dayNumber)))
  }

  /// A duration, from its first day.
  package mutating func set(_ place: Int, since day: CalendarDate, in decider: Decider)
    throws(FactError)
  {
    let fact = decider.table.facts[place]
    guard let date else { throw .missingDate(fact: fact.id) }
    guard day <= date else { throw .afterService(fact: fact.id, date: day, service: date) }
    guard case .duration(let unit) = fact.type, let (variable, line) = decider.line(of: place)
    else { return }
    cells[variable] = Int32(
      line.cell { cut in
        guard let anniversary = unit.anniversary(cut.value, since: day) else { return false }
        return cut.isAfter ? date > anniversary : date >= anniversary
      })
  }

  /// A number, or the length of a duration.
  package mutating func set(_ place: Int, _ value: Decimal, unit: String?, in decider: Decider)
    throws(FactError)
  {
    let fact = decider.table.facts[place]
    var onLine = value
    switch fact.type {
    case .number(let type):
      guard unit == nil || unit == type.unit else {
        throw .wrongUnit(fact: fact.id, unit: unit ?? "", expected: type.unit)
      }
      guard type.allows(value) else {
        throw .outOfRange(fact: fact.id, value: "\(value)", expected: fact.type)
      }
    case .duration(let declared):
      var counted = declared
      if let unit {
        guard let stated = CalendarUnit(ucum: unit), stated.isOfMonths == declared.isOfMonths
        else { throw .wrongUnit(fact: fact.id, unit: unit, expected: declared.ucum) }
        counted = stated
      }
      guard value >= Decimal(0), let length = value.multiplied(by: Decimal(counted.length)) else {
        throw .outOfRange(fact: fact.id, value: "\(value)", expected: fact.type)
      }
      onLine = length
    default: preconditionFailure("a quantity of a fact that has none")
    }
    guard let (variable, line) = decider.line(of: place) else { return }
    cells[variable] = Int32(line.cell(of: onLine))
  }

  // MARK: Sets, member by member

  private mutating func state(
    _ members: [SetMember], isPresent: Bool, of place: Int, in decider: Decider
  ) throws(FactError) {
    guard let layout = decider.sets[place] else { return }
    for member in members {
      switch member {
      case .term(let id):
        guard let term = layout.places[id] else {
          throw .unknownWord(
            fact: decider.table.facts[place].id, word: id, known: layout.terms.map(\.id))
        }
        state(term, isPresent: isPresent, of: layout)
      case .code(let code) where isPresent: state(code, of: layout)
      case .code: break
      }
    }
  }

  /// - Parameter isComplete: what is not stated to be present is absent. Where codes are read it is
  ///   unknown all the same: claims are partial.
  package mutating func beginSet(_ place: Int, isComplete: Bool, in decider: Decider) {
    guard let layout = decider.sets[place] else { return }
    stated.removeAll(keepingCapacity: true)
    stated.append(contentsOf: repeatElement(.nothing, count: layout.terms.count))
    openTerms.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
    contradiction = nil
    isCompleteSet = isComplete && !readsCodes
  }

  private var openTerms: [Int] = []
  private var codes: [(code: Code, term: Int)] = []
  private var contradiction: Int?
  private var isCompleteSet = false

  package mutating func state(_ term: Int, isPresent: Bool, of layout: SetLayout) {
    if stated[term] == (isPresent ? .absent : .present) { contradiction = term }
    stated[term] = isPresent ? .present : .absent
  }

  /// A coded condition that is present.
  package mutating func state(_ code: Code, of layout: SetLayout) {
    layout.effects.forEach(of: code) { effect in
      openTerms.append(contentsOf: effect.opens)
      if readsCodes {
        for term in effect.establishes { codes.append((code, term)) }
      }
    }
  }

  package mutating func endSet(_ place: Int, in decider: Decider) throws(FactError) {
    guard let layout = decider.sets[place] else { return }
    let fact = decider.table.facts[place].id
    if let contradiction {
      throw .contradiction(fact: fact, term: layout.terms[contradiction].id)
    }
    let rest = isCompleteSet ? Int32(FactSpace.absent) : Facts.unknown
    for (term, variable) in layout.read {
      switch stated[term] {
      case .present: cells[variable] = Int32(FactSpace.present)
      case .absent: cells[variable] = Int32(FactSpace.absent)
      case .nothing: cells[variable] = rest
      }
    }
    if isCompleteSet {
      for term in openTerms where stated[term] == .nothing {
        if let variable = layout.variables[term] { cells[variable] = Facts.unknown }
      }
    }
    for (code, term) in codes {
      switch stated[term] {
      case .absent:
        throw .contradictedCode(fact: fact, code: code, term: layout.terms[term].id)
      case .present: break
      case .nothing:
        if let variable = layout.variables[term] { cells[variable] = Int32(FactSpace.present) }
        established.append(
          EstablishedTerm(fact: fact, term: layout.terms[term].id, code: code))
        stated[term] = .present
      }
    }
  }
}

/// A term that counts because a code stands for it.
package struct EstablishedTerm: Hashable, Sendable {
  package let fact: String
  package let term: String
  package let code: Code
}

/// How a set is read: its terms by place, and those of them that tests read.
package final class SetLayout: Sendable {
  package let terms: [Term]
  let places: [String: Int]
  /// The variable of each term, or nil where no test reads it.
  let variables: [Int?]
  let read: [(term: Int, variable: Int)]
  let effects: CodeEffects

  init(_ fact: Int, terms: [Term], terminology: String, in table: DecisionTable, _ space: FactSpace)
  {
    let members = space.members(of: fact)
    self.terms = terms
    places = Dictionary(
      terms.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    variables = terms.map { members[$0.id] }
    read = terms.indices.compactMap { term in
      members[terms[term].id].map { (term, $0) }
    }
    effects = CodeEffects(
      bindings: table.bindings.filter { $0.terminology == terminology }, terms: terms,
      tests: table.tests.filter { $0.fact == table.facts[fact].id })
  }
}

extension CalendarUnit {
  /// The day on which so many months, or days, have passed; nil where it lies beyond the calendar,
  /// or no day is meant.
  ///
  /// - Parameter count: in months for years and months, in days for weeks and days.
  func anniversary(_ count: Decimal, since day: CalendarDate) -> CalendarDate? {
    guard let count = count.integer else { return nil }
    return isOfMonths ? day.adding(months: count) : day.adding(days: count)
  }
}
