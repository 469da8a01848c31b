internal import Values

/// What the tests of one record fact measure. Tests that differ only in the accepted values of an
/// attribute, or in the range of a count, share a measure.
struct RecordMeasures: Sendable {
  /// One measure, and the bits that its value occupies in the state of a fold.
  struct Measure: Sendable {
    let kind: Kind
    /// Its tests.
    let group: [Int]
    let filter: EntryCondition
    /// An entry counts if it is in all of these.
    let windows: [Stretch]
    fileprivate(set) var shift = 0
    fileprivate(set) var width = 0
    /// For each value, the tests that it makes true, as bits.
    var outcomes: [UInt128]

    var mask: UInt128 { (1 << UInt128(width)) - 1 }
  }

  enum Kind: Hashable, Sendable {
    /// What is seen in one entry: 0 for no entry, or else an outcome that the entry determines.
    case selected(EntrySelection, Selected)
    /// The number of entries, up to `most`.
    case entries(most: Int)
    /// The number of days, up to `most`, and above it a bit for whether the current day is counted.
    case days(most: Int)
    /// A bit for each value of the attribute or, from `most` values on, all bits.
    case values(of: String, most: Int)
  }

  /// What is seen in a selected entry.
  enum Selected: Hashable, Sendable {
    /// Which tests accept the value of an attribute.
    case attribute(String)
    /// Whether the time to the date of service is in a range: 1 if not, 2 if it is.
    case elapsed(Stretch)
  }

  /// The days between two cuts, by their indices in `cuts`; nil where the stretch is unbounded, which
  /// at the end of newer days is the date of service.
  struct Stretch: Hashable, Sendable {
    /// The days are among the older ones of this cut,
    let older: Int?
    /// and not among those of this one.
    let newer: Int?
  }

  /// The tests, each once; a bit of an outcome is an index into them.
  let tests: [RecordTest]
  private(set) var measures: [Measure] = []
  private(set) var cuts: [DayCut] = []
  /// The width of a state in bits.
  private(set) var stateWidth = 0
  /// The bits of a state that say that the current day is counted.
  private(set) var dayFlags: UInt128 = 0

  /// The sum of the most days that measures count: more than so many days of one stretch are as good
  /// as any number.
  var mostCountedDays: Int {
    measures.reduce(0) { sum, measure in
      if case .days(let most) = measure.kind { sum + most } else { sum }
    }
  }

  init(_ tests: [RecordTest], of type: RecordType) {
    self.tests = tests
    var groups: [(key: Key, tests: [Int])] = []
    for (index, test) in tests.enumerated() {
      let key = Key(test)
      if let known = groups.firstIndex(where: { $0.key == key }) {
        groups[known].tests.append(index)
      } else {
        groups.append((key, [index]))
      }
    }
    for group in groups { add(group.tests, like: group.key, of: type) }
  }

  /// What tests of one measure have in common.
  private struct Key: Hashable {
    let filter: EntryCondition
    let windows: [RecordWindow]
    let selection: EntrySelection?
    let attribute: String?
    let range: TimeRange?
    let counted: Counted?

    init(_ test: RecordTest) {
      filter = test.filter
      windows = test.windows
      switch test.measure {
      case .attribute(let id, let selection, _):
        (self.selection, attribute, range, counted) = (selection, id, nil, nil)
      case .elapsed(let selection, let range):
        (self.selection, attribute, self.range, counted) = (selection, nil, range, nil)
      case .count(let counted, _):
        (selection, attribute, range, self.counted) = (nil, nil, nil, counted)
      }
    }
  }

  private mutating func add(_ group: [Int], like key: Key, of type: RecordType) {
    let windows = key.windows.map { stretch(of: $0) }
    let kind: Kind
    var outcomes: [UInt128] = [0]
    if let selection = key.selection {
      if let attribute = key.attribute {
        kind = .selected(selection, .attribute(attribute))
        // The outcomes are added with the classes of entries.
      } else if let range = key.range {
        kind = .selected(selection, .elapsed(stretch(of: range)))
        outcomes += [0, group.reduce(0) { $0 | 1 << UInt128($1) }]
      } else {
        preconditionFailure("a selection of nothing")
      }
    } else {
      let ranges = group.map { index -> (index: Int, range: Interval) in
        guard case .count(_, let range) = tests[index].measure else {
          preconditionFailure("a count without a range")
        }
        return (index, range)
      }
      let most = ranges.map(\.range.greatestCut).max() ?? 0
      outcomes = (0...most).map { count in
        ranges.reduce(0) { bits, test in
          test.range.contains(ExactDecimal(count)) ? bits | 1 << UInt128(test.index) : bits
        }
      }
      switch key.counted {
      case .entries?, nil: kind = .entries(most: most)
      case .days?:
        kind = .days(most: most)
      case .values(let attribute)?:
        let values = type.closedValues(of: attribute).count
        kind = .values(of: attribute, most: min(most, values))
      }
    }
    measures.append(
      Measure(
        kind: kind, group: group, filter: key.filter, windows: windows, outcomes: outcomes))
  }

  /// Lays out the state, once all outcomes are known.
  mutating func layOut(_ type: RecordType) {
    for index in measures.indices {
      let outcomes = Int.bitWidth - (measures[index].outcomes.count - 1).leadingZeroBitCount
      measures[index].shift = stateWidth
      measures[index].width =
        switch measures[index].kind {
        case .selected, .entries: outcomes
        case .days: outcomes + 1
        case .values(let attribute, _): type.closedValues(of: attribute).count
        }
      stateWidth += measures[index].width
      if case .days = measures[index].kind { dayFlags |= 1 << UInt128(stateWidth - 1) }
    }
  }

  // MARK: Cuts

  private mutating func index(of cut: DayCut) -> Int {
    if let known = cuts.firstIndex(of: cut) { return known }
    cuts.append(cut)
    return cuts.count - 1
  }

  private mutating func stretch(of window: RecordWindow) -> Stretch {
    switch window {
    case .beforeService(let range): stretch(of: range)
    case .calendarYear(let years):
      Stretch(
        older: years == 0 ? nil : index(of: .calendarYear(yearsBefore: years - 1)),
        newer: index(of: .calendarYear(yearsBefore: years)))
    }
  }

  private mutating func stretch(of range: TimeRange) -> Stretch {
    Stretch(
      older: range.interval.lower.map {
        index(of: DayCut($0, isAfter: !$0.isIncluded, in: range.unit))
      },
      newer: range.interval.upper.map {
        index(of: DayCut($0, isAfter: $0.isIncluded, in: range.unit))
      })
  }

  // MARK: Outcomes

  /// The outcome of a selected entry whose attribute these tests accept.
  mutating func outcome(accepting tests: UInt128, of measure: Int) -> Int {
    let known = measures[measure].outcomes.dropFirst().firstIndex(of: tests)
    if let known { return known }
    measures[measure].outcomes.append(tests)
    return measures[measure].outcomes.count - 1
  }
}

extension Interval {
  /// The greatest count at which a test of this range can change its answer, counting up.
  fileprivate var greatestCut: Int {
    let low = lower.map { $0.isIncluded ? $0.value.ceiling : $0.value.floor.next }
    let high = upper.map { $0.isIncluded ? $0.value.floor.next : $0.value.ceiling }
    return max(low?.integer ?? 0, high?.integer ?? 0, 0)
  }
}

extension ExactDecimal {
  fileprivate var next: ExactDecimal { adding(ExactDecimal(1)) ?? self }
}
