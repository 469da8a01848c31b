internal import DecisionTable
internal import Values

/// Representative values of a fact: every bound in a cell, one value between each pair of
/// neighbouring bounds, and one beyond each outermost bound.
///
/// No cell distinguishes values that the samples do not distinguish, so two rules accept the same
/// requests if and only if they accept the same samples.
struct SampleValues {
  struct Sample {
    /// The value as a request states it.
    let stated: FactValue
    /// The same value for the decision model.
    let value: FEELValue
    fileprivate let position: Position
  }

  fileprivate enum Position {
    case listed(TestValue)
    case onLine(ExactDecimal)
  }

  let samples: [Sample]

  init(of column: LoweredColumn) {
    if let all = column.fact.type.allValues {
      samples = all.compactMap { Sample(listed: $0, of: column) }
      return
    }
    let tested = column.cells.joined().flatMap { cell -> [TestValue] in
      if case .values(let values) = cell { values } else { [] }
    }
    samples = SampleValues.points(testedBy: tested, column.fact.type).compactMap {
      Sample(point: $0, of: column.fact.type)
    }
  }

  /// The samples that are among these values.
  func accepted(by values: [TestValue]) -> SampleSet {
    SampleSet(
      samples.map { sample in
        switch sample.position {
        case .listed(let value): values.contains(value)
        case .onLine(let point):
          values.contains { value in
            if case .range(let interval) = value { interval.contains(point) } else { false }
          }
        }
      })
  }

  private static func points(testedBy values: [TestValue], _ type: FactType) -> [ExactDecimal] {
    var bounds: Set<ExactDecimal> = []
    for case .range(let interval) in values {
      bounds.formUnion([interval.lower, interval.upper].compactMap { $0?.value })
    }
    if case .number(let number) = type {
      bounds.formUnion([number.minimum, number.maximum].compactMap { $0 })
    }
    let sorted = bounds.sorted()
    let ends = [nil] + sorted.map { Optional($0) } + [nil]
    let between = zip(ends, ends.dropFirst()).compactMap { low, high in
      ExactDecimal.simplest(after: low, before: high)
    }
    return (sorted + between).sorted()
  }
}

extension SampleValues.Sample {
  fileprivate init?(listed value: TestValue, of column: LoweredColumn) {
    position = .listed(value)
    switch value {
    case .boolean(let flag):
      stated = .boolean(flag)
      self.value = .boolean(flag)
    case .word(let word):
      stated = .choice(word)
      if word == column.otherWord {
        // A string that the column does not name.
        let longest = column.words.keys.map(\.utf8.count).max() ?? 0
        self.value = .string(String(repeating: "x", count: longest + 1))
      } else {
        guard let text = column.words.first(where: { $0.value == word })?.key else { return nil }
        self.value = .string(text)
      }
    case .code, .range, .records: return nil
    }
  }

  /// Nil if no request can state the value.
  fileprivate init?(point: ExactDecimal, of type: FactType) {
    position = .onLine(point)
    switch type {
    case .number(let number) where number.allows(point):
      stated = .quantity(point, unit: nil)
      value = .number(point)
    case .date:
      guard let day = point.integer.flatMap(CalendarDate.init(dayNumber:)) else { return nil }
      stated = .date(day)
      value = .date(day)
    case .number, .boolean, .code, .choice, .set, .duration, .records: return nil
    }
  }
}

/// A set of samples of one fact.
struct SampleSet: Hashable {
  private var words: [UInt64]

  init(_ isMember: [Bool]) {
    words = [UInt64](repeating: 0, count: (isMember.count + 63) / 64)
    for (index, isMember) in isMember.enumerated() where isMember {
      words[index / 64] |= 1 << UInt64(index % 64)
    }
  }

  func intersection(_ other: SampleSet) -> SampleSet {
    var result = self
    for index in words.indices { result.words[index] &= other.words[index] }
    return result
  }

  func isDisjoint(with other: SampleSet) -> Bool {
    for index in words.indices where words[index] & other.words[index] != 0 { return false }
    return true
  }

  /// The first member, or nil for the empty set.
  var first: Int? {
    for (index, word) in words.enumerated() where word != 0 {
      return index * 64 + word.trailingZeroBitCount
    }
    return nil
  }
}
