internal import DecisionRequests
internal import DecisionTable
internal import Values

/// Reads one column into the cell of a fact.
///
/// What was read before is remembered: for texts by their index in a dictionary, for numbers and days by their bits.
struct ScalarReader: BitwiseCopyable {
  private let layout: UnsafePointer<FactLayout>
  private let rows: ColumnArray
  private let source: Source
  private let memory: CellMemory?

  private enum Source: BitwiseCopyable {
    case nothing
    case boolean
    case word(TextArray)
    case code(TextArray)
    case number(NumberArray)
    /// The length of a duration, in months or in days.
    case length(NumberArray, inMonths: Bool)
    case day(DayArray)
  }

  /// - Parameter memories: owns what the reader remembers.
  init(
    _ array: ColumnArray, _ type: ColumnType, _ fact: Fact, _ layout: UnsafePointer<FactLayout>,
    _ memories: Memories
  ) throws(ColumnError) {
    self.layout = layout
    rows = array
    var memory: CellMemory?
    if type == .null {
      source = .nothing
    } else if let texts = try TextArray(array, type) {
      source = layout.pointee.kind == .code ? .code(texts) : .word(texts)
      if texts.indices != nil, layout.pointee.isConstant {
        memory = memories.memory(.indices(texts.texts.length))
      }
    } else if let days = DayArray(array, type) {
      source = .day(days)
      if layout.pointee.isConstant { memory = memories.memory(.bits) }
    } else if let numbers = NumberArray(array, type) {
      if case .duration(let unit) = fact.type {
        source = .length(numbers, inMonths: unit.isOfMonths)
      } else {
        source = .number(numbers)
      }
      memory = memories.memory(.bits)
    } else {
      source = .boolean
    }
    self.memory = memory
  }

  /// Whether the row states a value.
  @inline(__always)
  func isStated(_ row: Int) -> Bool {
    if case .nothing = source { false } else { rows.isValid(row) }
  }

  /// States the value of a row; null is unknown.
  @inline(__always)
  func state(_ row: Int, in facts: inout Facts) throws(RequestError) {
    guard isStated(row) else { return }
    switch source {
    case .nothing: break
    case .boolean: facts.set(rows.bit(row), of: layout)
    case .word(let texts), .code(let texts):
      guard let index = texts.index(row) else { throw facts.outsideDictionary(layout) }
      if let memory {
        let known = memory.cell(at: index)
        if known != CellMemory.nothing { return facts.set(cell: known, of: layout) }
      }
      try read(texts, index, into: &facts)
      memory?.note(facts.cell(of: layout), at: index)
    case .number(let numbers), .length(let numbers, _):
      let bits = numbers.bits(row)
      if let bits, let known = memory?.cell(for: bits) {
        return facts.set(cell: known, of: layout)
      }
      try read(numbers, row, into: &facts)
      if let bits { memory?.note(facts.cell(of: layout), for: bits) }
    case .day(let days):
      guard let number = days.dayNumber(row) else { throw facts.notADay(layout) }
      if let known = memory?.cell(for: number) { return facts.set(cell: known, of: layout) }
      guard let day = CalendarDate(dayNumber: number) else { throw facts.notADay(layout) }
      try facts.checked { (facts) throws(FactError) in try facts.set(day, of: layout) }
      memory?.note(facts.cell(of: layout), for: number)
    }
  }

  @inline(never)
  private func read(_ texts: TextArray, _ index: Int, into facts: inout Facts)
    throws(RequestError)
  {
    // A dictionary can contain null, which is unknown as elsewhere.
    if texts.indices != nil, !texts.texts.isValid(index) { return }
    if case .code = source {
      try facts.read(code: texts.text(at: index), as: layout)
    } else {
      try facts.read(word: texts.text(at: index), as: layout)
    }
  }

  @inline(never)
  private func read(_ numbers: NumberArray, _ row: Int, into facts: inout Facts)
    throws(RequestError)
  {
    var unit: String?
    if case .length(_, let inMonths) = source {
      unit = (inMonths ? CalendarUnit.months : .days).ucum
    }
    guard let value = numbers.value(row) else {
      let fact = facts.fact(of: layout)
      throw RequestError(
        .outOfRange(fact: fact.id, value: numbers.text(row), expected: fact.type))
    }
    try facts.checked { (facts) throws(FactError) in
      try facts.set(value, unit: unit, of: layout)
    }
  }
}

extension Facts {
  fileprivate func outsideDictionary(_ layout: UnsafePointer<FactLayout>) -> RequestError {
    RequestError(
      .wrongType, "`\(fact(of: layout).id)` has an index that is not in its dictionary")
  }

  fileprivate func notADay(_ layout: UnsafePointer<FactLayout>) -> RequestError {
    RequestError(
      .badDate,
      "`\(fact(of: layout).id)` is a day from 1900-01-01 to 2199-12-31, without a time of day")
  }
}
