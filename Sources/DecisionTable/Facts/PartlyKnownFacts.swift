package import Values

/// What a request states of a scalar fact without stating its value: a range, a range of days, or a
/// choice among values. The variable of the fact is then known as a mask of cells.
///
/// What is left of a fact is what the statement, the type, the bounds of the fact and the date of
/// service leave; it is an error if nothing is.
extension Facts {
  /// A number, or the length of a duration, within bounds.
  package mutating func set(
    _ interval: Interval, unit: String?, of layout: UnsafePointer<FactLayout>
  ) throws(FactError) {
    let fact = fact(of: layout)
    let onLine = Interval(
      lower: try fact.onLine(interval.lower, unit: unit),
      upper: try fact.onLine(interval.upper, unit: unit))
    try set(onLine, of: layout)
  }

  /// A date, or the first day of a duration, that is not before `from` and not after `until`.
  package mutating func set(
    from: CalendarDate?, until: CalendarDate?, of layout: UnsafePointer<FactLayout>
  ) throws(FactError) {
    let fact = fact(of: layout)
    guard case .duration(let unit) = fact.type else {
      func bound(_ day: CalendarDate?) -> Interval.Bound? {
        day.map { Interval.Bound(ExactDecimal($0.dayNumber), isIncluded: true) }
      }
      return try set(Interval(lower: bound(from), upper: bound(until)), of: layout)
    }
    guard let date else { throw .missingDate(fact: fact.id) }
    let first = (from ?? .first).dayNumber
    let last = min(until ?? .last, date).dayNumber
    guard first <= last else { throw .noValueLeft(fact: fact.id, expected: fact.type) }
    guard let line = line(of: layout) else { return }
    var mask = CellMask(noneOf: line.count)
    // A later day gives a shorter duration, so each stretch of the line is one stretch of days.
    func stretch(since day: Int) -> Int {
      guard let day = CalendarDate(dayNumber: day) else {
        preconditionFailure("a day outside the calendar")
      }
      return line.stretch(from: day, to: date, unit)
    }
    var day = first
    while day <= last {
      let current = stretch(since: day)
      mask.insert(line.cellOfStretch[current])
      var end = last
      while day < end {
        let middle = (day + end + 1) / 2
        if stretch(since: middle) == current {
          day = middle
        } else {
          end = middle - 1
        }
      }
      day += 1
    }
    set(mask, of: layout.pointee.variable)
  }

  /// A word of a choice or a code.
  ///
  /// - Parameter areExcluded: whether the value is none of these, and not one of them.
  package mutating func set(
    _ values: [Alternative], areExcluded: Bool, of layout: UnsafePointer<FactLayout>
  ) throws(FactError) {
    let fact = fact(of: layout)
    switch fact.type {
    case .choice(let words):
      var named: Set<Int> = []
      for value in values {
        guard case .choice(let word) = value else {
          throw .wrongType(fact: fact.id, expected: fact.type, found: "a code")
        }
        guard let index = layout.pointee.words?.index(of: word) else {
          throw .unknownWord(fact: fact.id, word: word, known: words)
        }
        named.insert(index)
      }
      try set(
        words: words.indices.filter { named.contains($0) != areExcluded }, of: layout)
    case .code:
      var codes: [Code] = []
      for value in values {
        guard case .code(let code) = value else {
          throw .wrongType(fact: fact.id, expected: fact.type, found: "a word")
        }
        codes.append(code)
      }
      if areExcluded { exclude(codes, of: layout) } else { try set(anyOf: codes, of: layout) }
    default:
      throw .wrongType(fact: fact.id, expected: fact.type, found: "a choice among values")
    }
  }

  /// States that a variable is in one of some cells.
  ///
  /// - Precondition: the mask is not empty.
  package mutating func set(_ mask: CellMask, of variable: Int) {
    precondition(!mask.isEmpty, "no value is left")
    if let cell = mask.only {
      cells[variable] = Int32(cell)
    } else if mask.isAll {
      cells[variable] = KnownCells.unknown
    } else {
      let start = layout.space.variables[variable].maskStart
      for word in 0..<CellMask.wordCount(mask.cellCount) { masks[start + word] = mask[word: word] }
      cells[variable] = KnownCells.state(maskAt: start)
    }
  }

  // MARK: Lines

  /// A point on the line of the fact.
  private mutating func set(_ interval: Interval, of layout: UnsafePointer<FactLayout>)
    throws(FactError)
  {
    let fact = fact(of: layout)
    guard let line = line(of: layout) else {
      // No test reads the fact, and a value has to be possible all the same.
      guard fact.type.point(inStated: interval) != nil else {
        throw .noValueLeft(fact: fact.id, expected: fact.type)
      }
      return
    }
    let mask = line.mask(of: interval, fact.type)
    guard !mask.isEmpty else { throw .noValueLeft(fact: fact.id, expected: fact.type) }
    set(mask, of: layout.pointee.variable)
  }

  /// The line of a fact that a test reads.
  private func line(of layout: UnsafePointer<FactLayout>) -> LineCells? {
    layout.pointee.variable < 0 ? nil : layout.pointee.line?.takeUnretainedValue()
  }

  // MARK: Words and codes

  private mutating func set(words: [Int], of layout: UnsafePointer<FactLayout>) throws(FactError) {
    let fact = fact(of: layout)
    guard !words.isEmpty else { throw .noValueLeft(fact: fact.id, expected: fact.type) }
    guard let cellsOfWords = layout.pointee.cellsOfWords else { return }
    let variable = layout.pointee.variable
    let count = self.layout.space.variables[variable].cellCount
    set(CellMask(words.map { Int(cellsOfWords[$0]) }, of: count), of: variable)
  }

  private mutating func set(anyOf codes: [Code], of layout: UnsafePointer<FactLayout>)
    throws(FactError)
  {
    guard !codes.isEmpty else {
      let fact = fact(of: layout)
      throw .noValueLeft(fact: fact.id, expected: fact.type)
    }
    let variable = layout.pointee.variable
    guard variable >= 0 else { return }
    var mask = CellMask(noneOf: self.layout.space.variables[variable].cellCount)
    for code in codes {
      try set(code, of: layout)
      mask.insert(Int(cells[variable]))
    }
    set(mask, of: variable)
  }

  /// Leaves every code except these. A cell is left if one of its codes is, on the date of service if
  /// that is known; that of all the codes that no test names always is.
  private mutating func exclude(_ codes: [Code], of layout: UnsafePointer<FactLayout>) {
    let variable = layout.pointee.variable
    guard variable >= 0, case .values(let values) = self.layout.space.variables[variable].domain
    else { return }
    let excluded = Set(codes)
    func isLeft(_ value: TestValue) -> Bool {
      guard let code = value.code, !excluded.contains(code) else { return false }
      guard let date, let period = layout.pointee.periods?[code] else { return true }
      return period.contains(date)
    }
    let left = values.values.indices.filter {
      $0 == values.unnamed || values.values[$0].contains(where: isLeft)
    }
    set(CellMask(left, of: values.count), of: variable)
  }
}

extension Fact {
  /// A number in a unit, or the length of a duration, as a point on the line of the fact.
  package func onLine(_ value: ExactDecimal, unit: String?) throws(FactError) -> ExactDecimal {
    switch type {
    case .number(let type):
      guard let unit, unit != type.unit else { return value }
      guard let expected = type.unit, let own = UnitOfMeasure(expected),
        let stated = UnitOfMeasure(unit), stated.isCommensurable(with: own)
      else { throw .wrongUnit(fact: id, unit: unit, expected: type.unit) }
      guard let converted = stated.convert(value, to: own) else {
        throw .inexact(fact: id, value: "\(value)", unit: unit, expected: expected)
      }
      return converted
    case .duration(let declared):
      var counted = declared
      if let unit {
        guard let stated = CalendarUnit(ucum: unit), stated.isOfMonths == declared.isOfMonths
        else { throw .wrongUnit(fact: id, unit: unit, expected: declared.ucum) }
        counted = stated
      }
      guard let length = value.multiplied(by: ExactDecimal(counted.length)) else {
        throw .outOfRange(fact: id, value: "\(value)", expected: self.type)
      }
      return length
    default: preconditionFailure("a quantity of a fact that has none")
    }
  }

  fileprivate func onLine(_ bound: Interval.Bound?, unit: String?) throws(FactError)
    -> Interval.Bound?
  {
    guard let bound else { return nil }
    return Interval.Bound(try onLine(bound.value, unit: unit), isIncluded: bound.isIncluded)
  }
}
