public import Values

/// The facts of one request, as a decider reads them. The storage is filled, decided on, and filled
/// again.
///
/// ``Decider/facts(readingCodes:)`` makes it. It belongs to that decider, and to one thread at a time.
public struct Facts: ~Copyable {
  /// The state of each variable: its cell, `unknown`, or less than that for a mask.
  package let cells: UnsafeMutableBufferPointer<Int32>
  /// The words of the masks, at the offsets that the states name.
  let masks: UnsafeMutableBufferPointer<UInt64>
  /// How the facts of the table are read; keeps the memory alive that this reads.
  package let layout: RequestLayout
  /// The date of service.
  package private(set) var date: CalendarDate?
  /// Terms that only a code established, in the order in which codes were read.
  package private(set) var established: [EstablishedTerm] = []
  /// Facts of the request that only other revisions of the policy declare.
  package private(set) var ignored: [String] = []
  /// Whether codes count as terms, as the crosswalk allows it.
  package let readsCodes: Bool

  // The set that is being read: what is stated of each term, and which terms codes establish.
  private let stated: UnsafeMutableBufferPointer<Stated>
  private var establishing: [(code: Code, term: Int)] = []
  /// The index of a term that is stated as both present and absent, or -1.
  private var contradiction = -1
  private var isCompleteSet = false
  /// The readers of lists that were needed so far, by the index of the fact.
  var recordReadings: [Int: RecordReading] = [:]

  private enum Stated: UInt8 { case nothing, present, absent }

  package static let unknown = KnownCells.unknown

  init(_ layout: RequestLayout, readsCodes: Bool) {
    self.layout = layout
    cells = .allocate(capacity: layout.variableCount)
    cells.initialize(repeating: Facts.unknown)
    masks = .allocate(capacity: layout.space.maskWordCount)
    masks.initialize(repeating: 0)
    stated = .allocate(capacity: layout.mostTerms)
    stated.initialize(repeating: .nothing)
    self.readsCodes = readsCodes
  }

  deinit {
    cells.deallocate()
    masks.deallocate()
    stated.deallocate()
  }

  /// What is known of the variables, valid until the facts change.
  package var view: Circuit.Cells {
    Circuit.Cells(UnsafeBufferPointer(cells), masks: masks.baseAddress)
  }

  /// The facts of the table, for messages.
  package var declared: [Fact] { layout.facts }

  /// Makes every fact unknown, for the next request.
  ///
  /// - Parameter date: the date of service of the next request, if one is known.
  public mutating func clear(date: CalendarDate? = nil) {
    cells.update(repeating: Facts.unknown)
    self.date = date
    if !established.isEmpty { established.removeAll(keepingCapacity: true) }
    if !layout.datedRecords.isEmpty { limitRecords() }
    if !ignored.isEmpty { ignored.removeAll(keepingCapacity: true) }
  }

  /// States one fact.
  ///
  /// - Throws: ``FactError`` where the table does not declare the fact, or not with this value.
  public mutating func set(_ id: String, to value: FactValue) throws(FactError) {
    guard let index = layout.names.index(of: id) else {
      throw .unknownFact(id, known: declared.map(\.id))
    }
    let type = declared[index].type
    let layout = layout.layout(of: index)
    switch (type, value) {
    case (.boolean, .boolean(let value)): set(value, of: layout)
    case (.code, .code(let code)): try set(code, of: layout)
    case (.choice(let known), .choice(let word)):
      guard let index = layout.pointee.words?.index(of: word) else {
        throw .unknownWord(fact: id, word: word, known: known)
      }
      set(word: index, of: layout)
    case (.set, .set(let members)):
      try set(present: members, absent: [], isComplete: true, of: layout)
    case (.set, .partialSet(let present, let absent)):
      try set(present: present, absent: absent, isComplete: false, of: layout)
    case (.number, .quantity(let value, let unit)), (.duration, .quantity(let value, let unit)):
      try set(value, unit: unit, of: layout)
    case (.date, .date(let date)), (.duration, .date(let date)): try set(date, of: layout)
    case (.number, .range(let interval, let unit)), (.duration, .range(let interval, let unit)):
      try set(interval, unit: unit, of: layout)
    case (.date, .days(let from, let until)), (.duration, .days(let from, let until)):
      try set(from: from, until: until, of: layout)
    case (.records, .records(let list)): try set(list, of: layout)
    case (_, .oneOf(let values)): try set(values, areExcluded: false, of: layout)
    case (_, .noneOf(let values)): try set(values, areExcluded: true, of: layout)
    default: throw .wrongType(fact: id, expected: type, found: value.kind)
    }
  }

  /// Notes a fact that only other revisions of the policy declare.
  package mutating func leaveAside(_ fact: String) { ignored.append(fact) }

  // MARK: Scalars

  package mutating func set(_ value: Bool, of layout: UnsafePointer<FactLayout>) {
    let layout = layout.pointee
    if layout.variable >= 0 { cells[layout.variable] = value ? layout.yes : layout.no }
  }

  /// - Parameter word: its index among the words of the choice.
  package mutating func set(word: Int, of layout: UnsafePointer<FactLayout>) {
    if layout.pointee.variable >= 0, let cells = layout.pointee.cellsOfWords {
      self.cells[layout.pointee.variable] = cells[word]
    }
  }

  /// A code is itself only within the period in which it is valid; otherwise it is another one.
  package mutating func set(_ code: Code, of layout: UnsafePointer<FactLayout>)
    throws(FactError)
  {
    let variable = layout.pointee.variable
    guard variable >= 0 else { return }
    cells[variable] = layout.pointee.codes?[code] ?? layout.pointee.otherwise
    guard let period = layout.pointee.periods?[code] else { return }
    guard let date else { throw .missingDate(fact: fact(of: layout).id) }
    if !period.contains(date) { cells[variable] = layout.pointee.otherwise }
  }

  /// A date, or the first day of a duration.
  package mutating func set(_ day: CalendarDate, of layout: UnsafePointer<FactLayout>)
    throws(FactError)
  {
    let variable = layout.pointee.variable
    let fact = fact(of: layout)
    guard case .duration(let unit) = fact.type else {
      if variable >= 0 {
        let value = ExactDecimal(day.dayNumber)
        layout.pointee.line?._withUnsafeGuaranteedRef {
          cells[variable] = Int32($0.cell(of: value))
        }
      }
      return
    }
    guard let date else { throw .missingDate(fact: fact.id) }
    guard day <= date else {
      throw .afterService(fact: fact.id, date: day, service: date)
    }
    guard variable >= 0 else { return }
    layout.pointee.line?._withUnsafeGuaranteedRef { line in
      cells[variable] = Int32(line.cellOfStretch[line.stretch(from: day, to: date, unit)])
    }
  }

  /// A number, or the length of a duration.
  package mutating func set(
    _ value: ExactDecimal, unit: String?, of layout: UnsafePointer<FactLayout>
  ) throws(FactError) {
    let fact = fact(of: layout)
    let onLine = try fact.onLine(value, unit: unit)
    let isAllowed =
      if case .number(let type) = fact.type { type.allows(onLine) } else {
        onLine >= ExactDecimal(0)
      }
    guard isAllowed else {
      throw .outOfRange(
        fact: fact.id, value: "\(value)\(unit.map { " \($0)" } ?? "")", expected: fact.type)
    }
    let variable = layout.pointee.variable
    guard variable >= 0 else { return }
    layout.pointee.line?._withUnsafeGuaranteedRef {
      cells[variable] = Int32($0.cell(of: onLine))
    }
  }

  /// The fact that a layout belongs to.
  package func fact(of layout: UnsafePointer<FactLayout>) -> Fact {
    declared[layout.pointee.fact]
  }

  // MARK: Sets, member by member

  private mutating func set(
    present: [SetMember], absent: [SetMember], isComplete: Bool,
    of layout: UnsafePointer<FactLayout>
  ) throws(FactError) {
    guard let set = layout.pointee.set else { return }
    beginSet(isComplete: isComplete, of: set)
    for (members, isPresent) in [(absent, false), (present, true)] {
      for member in members {
        switch member {
        case .term(let id):
          guard let term = set.pointee.names.index(of: id) else {
            throw .unknownWord(
              fact: fact(of: layout).id, word: id, known: terms(of: layout).map(\.id))
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
  package mutating func beginSet(isComplete: Bool, of set: UnsafePointer<SetLayout>) {
    isCompleteSet = isComplete && !readsCodes
    if isCompleteSet {
      let runs = set.pointee.readRuns
      for run in 0..<runs.count {
        (cells.baseAddress! + Int(runs[run].start)).update(
          repeating: Int32(FactSpace.absent), count: Int(runs[run].count))
      }
      return
    }
    for term in 0..<set.pointee.variables.count { stated[term] = .nothing }
    if readsCodes { establishing.removeAll(keepingCapacity: true) }
    contradiction = -1
  }

  package mutating func state(_ term: Int, isPresent: Bool, of set: UnsafePointer<SetLayout>) {
    if isCompleteSet {
      let variable = Int(set.pointee.variables[term])
      if variable >= 0 { cells[variable] = Int32(FactSpace.present) }
      return
    }
    if stated[term] == (isPresent ? .absent : .present) { contradiction = term }
    stated[term] = isPresent ? .present : .absent
  }

  /// A coded condition that is present: it leaves terms open that a complete list does not name.
  package mutating func state(_ code: Code, of set: UnsafePointer<SetLayout>) {
    guard isCompleteSet || readsCodes else { return }
    if isCompleteSet, set.pointee.effects.canMeanAnyTerm(code) {
      let runs = set.pointee.readRuns
      for run in 0..<runs.count {
        for variable in Int(runs[run].start)..<Int(runs[run].start + runs[run].count)
        where cells[variable] != Int32(FactSpace.present) {
          cells[variable] = Facts.unknown
        }
      }
    }
    set.pointee.effects.forEach(of: code) { effect in
      let effects = set.pointee.effects
      if isCompleteSet {
        for entry in effect.opens {
          let variable = Int(set.pointee.variables[effects.term(entry)])
          if variable >= 0, cells[variable] != Int32(FactSpace.present) {
            cells[variable] = Facts.unknown
          }
        }
      } else {
        for entry in effect.establishes { establishing.append((code, effects.term(entry))) }
      }
    }
  }

  package mutating func endSet(of layout: UnsafePointer<FactLayout>) throws(FactError) {
    guard !isCompleteSet, let set = layout.pointee.set else { return }
    if contradiction >= 0 {
      throw .contradiction(fact: fact(of: layout).id, term: terms(of: layout)[contradiction].id)
    }
    let variables = set.pointee.variables
    for term in 0..<variables.count where variables[term] >= 0 {
      cells[Int(variables[term])] =
        switch stated[term] {
        case .present: Int32(FactSpace.present)
        case .absent: Int32(FactSpace.absent)
        case .nothing: Facts.unknown
        }
    }
    if readsCodes { try establish(layout, set) }
  }

  private mutating func establish(
    _ layout: UnsafePointer<FactLayout>, _ set: UnsafePointer<SetLayout>
  ) throws(FactError) {
    let fact = fact(of: layout)
    let terms = terms(of: layout)
    for (code, term) in establishing {
      switch stated[term] {
      case .absent:
        throw .contradictedCode(fact: fact.id, code: code, term: terms[term].id)
      case .present: break
      case .nothing:
        let variable = Int(set.pointee.variables[term])
        if variable >= 0 { cells[variable] = Int32(FactSpace.present) }
        established.append(EstablishedTerm(fact: fact.id, term: terms[term].id, code: code))
        stated[term] = .present
      }
    }
  }

  /// The terms of a set.
  package func terms(of layout: UnsafePointer<FactLayout>) -> [Term] {
    guard case .set(_, let terms) = fact(of: layout).type else { return [] }
    return terms
  }
}

/// A term that counts as present because of a code.
package struct EstablishedTerm: Hashable, Sendable {
  package let fact: String
  package let term: String
  package let code: Code
}

extension CalendarUnit {
  /// The day on which this many months or days have passed; nil if the calendar does not have that
  /// day, or the count is not an integer.
  ///
  /// - Parameter count: in months for years and months, in days for weeks and days.
  package func anniversary(_ count: ExactDecimal, since day: CalendarDate) -> CalendarDate? {
    guard let count = count.integer else { return nil }
    return isOfMonths ? day.adding(months: count) : day.adding(days: count)
  }
}
