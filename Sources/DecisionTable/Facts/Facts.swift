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
  public internal(set) var established: [EstablishedTerm] = []
  /// Facts of the request that only other revisions of the policy declare.
  package private(set) var ignored: [String] = []
  /// Whether codes count as terms, as the crosswalk allows it.
  package let readsCodes: Bool

  // The set that is being read: what is stated of each term, and which terms codes establish.
  let stated: UnsafeMutableBufferPointer<Stated>
  var establishing: [(code: Code, term: Int)] = []
  /// The index of a term that is stated as both present and absent, or -1.
  var contradiction = -1
  var isCompleteSet = false
  /// A code of the complete set left all of its other terms open.
  var isOpenSet = false
  /// The readers of lists that were needed so far, by the index of the fact.
  var recordReadings: [Int: RecordReading] = [:]

  enum Stated: UInt8 { case nothing, present, absent }

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
  /// - Throws: ``FactError`` where the table does not declare the fact, or not with this value. The fact
  ///   is then unknown.
  public mutating func set(_ id: String, to value: FactValue) throws(FactError) {
    guard let index = layout.names.index(of: id) else {
      throw .unknownFact(id, known: declared.map(\.id))
    }
    do throws(FactError) {
      try set(index, named: id, to: value)
    } catch {
      forget(index)
      throw error
    }
  }

  /// Makes one fact unknown.
  package mutating func forget(_ fact: Int) {
    for (index, variable) in layout.space.variables.enumerated() where variable.fact == fact {
      cells[index] = Facts.unknown
    }
    if layout.datedRecords.contains(fact) { limitRecords(of: fact) }
    let id = declared[fact].id
    established.removeAll { $0.fact == id }
  }

  private mutating func set(_ index: Int, named id: String, to value: FactValue)
    throws(FactError)
  {
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

  /// The cell of a scalar fact, or what else is known of it.
  @inline(__always)
  package func cell(of layout: UnsafePointer<FactLayout>) -> Int32 {
    layout.pointee.variable >= 0 ? cells[layout.pointee.variable] : Facts.unknown
  }

  /// States a scalar fact as `cell(of:)` returned it for the same value.
  @inline(__always)
  package mutating func set(cell: Int32, of layout: UnsafePointer<FactLayout>) {
    if layout.pointee.variable >= 0 { cells[layout.pointee.variable] = cell }
  }

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
}

/// A term that counts as present because a code established it. An answer has to name the code.
public struct EstablishedTerm: Hashable, Sendable {
  public let fact: String
  public let term: String
  public let code: Code
}
