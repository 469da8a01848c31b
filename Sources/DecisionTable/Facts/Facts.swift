public import Values

/// The facts of one request, as far as a decider reads them: a place that is filled, decided on,
/// and filled again.
///
/// `Decider.facts()` makes it; it belongs to that decider.
public struct Facts: ~Copyable {
  /// The cell of each variable, or `unknown`.
  let cells: UnsafeMutableBufferPointer<Int32>
  /// The date of service.
  package private(set) var date: CalendarDate?
  /// Terms that were established by a code alone, in the order in which codes were read.
  package private(set) var established: [EstablishedTerm] = []
  /// Whether codes count as terms, as the crosswalk has it.
  package let readsCodes: Bool

  // Of the set that is being read: what is stated of each term, and which terms codes establish.
  private let stated: UnsafeMutableBufferPointer<Stated>
  private var establishing: [(code: Code, term: Int)] = []
  private var contradiction: Int?
  private var isCompleteSet = false

  private enum Stated: UInt8 { case nothing, present, absent }

  static let unknown: Int32 = -1

  /// - Parameter terms: the most that a set has.
  init(variables: Int, terms: Int, readsCodes: Bool) {
    cells = .allocate(capacity: variables)
    cells.initialize(repeating: Facts.unknown)
    stated = .allocate(capacity: terms)
    stated.initialize(repeating: .nothing)
    self.readsCodes = readsCodes
  }

  deinit {
    cells.deallocate()
    stated.deallocate()
  }

  /// Forgets everything.
  ///
  /// - Parameter date: the date of service of the next request, if one is known.
  public mutating func clear(date: CalendarDate? = nil) {
    cells.update(repeating: Facts.unknown)
    self.date = date
    if !established.isEmpty { established.removeAll(keepingCapacity: true) }
  }

  /// States one fact, checked against its declaration.
  public mutating func set(_ id: String, to value: FactValue, in decider: Decider)
    throws(FactError)
  {
    guard let place = decider.names.place(of: id) else {
      throw .unknownFact(id, known: decider.table.facts.map(\.id))
    }
    let layout = decider.layout(of: place)
    switch (layout.fact.type, value) {
    case (.boolean, .boolean(let value)): set(value, of: layout)
    case (.code, .code(let code)): try set(code, of: layout)
    case (.choice(let known), .choice(var word)):
      guard word.withUTF8({ set(word: $0, of: layout) }) else {
        throw .unknownWord(fact: id, word: word, known: known)
      }
    case (.set, .set(let members)):
      try set(present: members, absent: [], isComplete: true, of: layout)
    case (.set, .partialSet(let present, let absent)):
      try set(present: present, absent: absent, isComplete: false, of: layout)
    case (.number, .quantity(let value, let unit)), (.duration, .quantity(let value, let unit)):
      try set(value, unit: unit, of: layout)
    case (.date, .date(let date)), (.duration, .date(let date)): try set(date, of: layout)
    default: throw .wrongType(fact: id, expected: layout.fact.type, found: value.kind)
    }
  }

  // MARK: Scalars

  package mutating func set(_ value: Bool, of layout: FactLayout) {
    if let variable = layout.variable { cells[variable] = value ? layout.yes : layout.no }
  }

  /// - Returns: false where the word is no value of the choice.
  package mutating func set(word: UnsafeBufferPointer<UInt8>, of layout: FactLayout) -> Bool {
    guard let place = layout.words?.place(of: word) else { return false }
    if let variable = layout.variable, let cell = layout.cellsOfWords?[place] {
      cells[variable] = cell
    }
    return true
  }

  /// A code is itself only within the period in which it is valid; otherwise it is another one.
  package mutating func set(_ code: Code, of layout: FactLayout) throws(FactError) {
    guard let variable = layout.variable else { return }
    cells[variable] = layout.codes?[code] ?? layout.otherwise
    guard let period = layout.periods?[code] else { return }
    guard let date else { throw .missingDate(fact: layout.fact.id) }
    if !period.contains(date) { cells[variable] = layout.otherwise }
  }

  /// A date, or the first day of a duration.
  package mutating func set(_ day: CalendarDate, of layout: FactLayout) throws(FactError) {
    guard case .duration(let unit) = layout.fact.type else {
      if let line = layout.line, let variable = layout.variable {
        cells[variable] = Int32(line.cell(of: Decimal(day.dayNumber)))
      }
      return
    }
    guard let date else { throw .missingDate(fact: layout.fact.id) }
    guard day <= date else {
      throw .afterService(fact: layout.fact.id, date: day, service: date)
    }
    guard let line = layout.line, let variable = layout.variable else { return }
    cells[variable] = Int32(
      line.cell { cut in
        guard let anniversary = unit.anniversary(cut.value, since: day) else { return false }
        return cut.isAfter ? date > anniversary : date >= anniversary
      })
  }

  /// A number, or the length of a duration.
  package mutating func set(_ value: Decimal, unit: String?, of layout: FactLayout)
    throws(FactError)
  {
    let fact = layout.fact
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
    guard let line = layout.line, let variable = layout.variable else { return }
    cells[variable] = Int32(line.cell(of: onLine))
  }

  // MARK: Sets, member by member

  private mutating func set(
    present: [SetMember], absent: [SetMember], isComplete: Bool, of layout: FactLayout
  ) throws(FactError) {
    guard let set = layout.set else { return }
    beginSet(isComplete: isComplete, of: set)
    for (members, isPresent) in [(absent, false), (present, true)] {
      for member in members {
        switch member {
        case .term(let id):
          guard let term = set.names.place(of: id) else {
            throw .unknownWord(fact: layout.fact.id, word: id, known: set.terms.map(\.id))
          }
          state(term, isPresent: isPresent, of: set)
        case .code(let code): if isPresent { state(code, of: set) }
        }
      }
    }
    try endSet(of: layout)
  }

  /// - Parameter isComplete: what is not stated to be present is absent. Where codes are read it is
  ///   unknown all the same: claims are partial.
  package mutating func beginSet(isComplete: Bool, of set: SetLayout) {
    isCompleteSet = isComplete && !readsCodes
    if isCompleteSet {
      let read = set.readVariables
      for place in 0..<read.count { cells[Int(read[place])] = Int32(FactSpace.absent) }
      return
    }
    for term in 0..<set.terms.count { stated[term] = .nothing }
    if readsCodes { establishing.removeAll(keepingCapacity: true) }
    contradiction = nil
  }

  package mutating func state(_ term: Int, isPresent: Bool, of set: SetLayout) {
    if isCompleteSet {
      let variable = Int(set.variables[term])
      if variable >= 0 { cells[variable] = Int32(FactSpace.present) }
      return
    }
    if stated[term] == (isPresent ? .absent : .present) { contradiction = term }
    stated[term] = isPresent ? .present : .absent
  }

  /// A coded condition that is present: it leaves terms open that a complete list does not name.
  package mutating func state(_ code: Code, of set: SetLayout) {
    let effects = set.effects
    guard isCompleteSet || readsCodes else { return }
    effects.forEach(of: code) { effect in
      if isCompleteSet {
        for place in effect.opens {
          let variable = Int(set.variables[effects.term(place)])
          if variable >= 0, cells[variable] != Int32(FactSpace.present) {
            cells[variable] = Facts.unknown
          }
        }
      } else {
        for place in effect.establishes { establishing.append((code, effects.term(place))) }
      }
    }
  }

  package mutating func endSet(of layout: FactLayout) throws(FactError) {
    guard !isCompleteSet, let set = layout.set else { return }
    if let contradiction {
      throw .contradiction(fact: layout.fact.id, term: set.terms[contradiction].id)
    }
    for term in 0..<set.terms.count where set.variables[term] >= 0 {
      cells[Int(set.variables[term])] =
        switch stated[term] {
        case .present: Int32(FactSpace.present)
        case .absent: Int32(FactSpace.absent)
        case .nothing: Facts.unknown
        }
    }
    guard readsCodes else { return }
    for (code, term) in establishing {
      switch stated[term] {
      case .absent:
        throw .contradictedCode(fact: layout.fact.id, code: code, term: set.terms[term].id)
      case .present: break
      case .nothing:
        if set.variables[term] >= 0 {
          cells[Int(set.variables[term])] = Int32(FactSpace.present)
        }
        established.append(
          EstablishedTerm(fact: layout.fact.id, term: set.terms[term].id, code: code))
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
