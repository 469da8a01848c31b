/// The days up to a date of service, in stretches of which no window and no range distinguishes the
/// days, the newest first.
struct RecordAxis: Sendable {
  struct Stretch: Hashable, Sendable, BitwiseCopyable {
    let last: Int
    /// `distantPast` in the oldest stretch, which is unbounded.
    let first: Int
    let meaning: Meaning
  }

  /// What the days of a stretch mean to the measures.
  struct Meaning: Hashable, Sendable, BitwiseCopyable {
    /// The measures whose windows contain the days, as bits,
    var inWindows: UInt128 = 0
    /// and those whose range of elapsed time contains them.
    var inRange: UInt128 = 0
  }

  /// A day before every day of the calendar.
  static let distantPast = Int.min / 2

  let service: CivilDay
  private(set) var stretches: [Stretch] = []

  init(_ measures: RecordMeasures, before service: CivilDay) {
    self.service = service
    let lastOlderDays = measures.cuts.map { $0.lastOlderDay(before: service) }
    var last = service.number
    let ends = Set(lastOlderDays.lazy.filter { $0 < service.number }).sorted(by: >)
    for end in ends + [RecordAxis.distantPast - 1] {
      let meaning = Meaning(of: last, to: measures, lastOlderDays)
      // Stretches that mean the same to every measure are one.
      if let newer = stretches.last, newer.meaning == meaning {
        stretches[stretches.count - 1] = Stretch(last: newer.last, first: end + 1, meaning: meaning)
      } else {
        stretches.append(Stretch(last: last, first: end + 1, meaning: meaning))
      }
      last = end
    }
  }

  /// The index of the stretch that contains a day.
  ///
  /// - Parameter index: an index not after it.
  func stretch(of day: Int, from index: Int = 0) -> Int {
    var index = index
    while stretches[index].first > day { index += 1 }
    return index
  }
}

extension RecordAxis.Meaning {
  /// - Parameter lastOlderDays: the last of the older days of each cut.
  fileprivate init(of day: Int, to measures: RecordMeasures, _ lastOlderDays: [Int]) {
    func contains(_ stretch: RecordMeasures.Stretch) -> Bool {
      if let older = stretch.older, day > lastOlderDays[older] { return false }
      if let newer = stretch.newer, day <= lastOlderDays[newer] { return false }
      return true
    }
    for (index, measure) in measures.measures.enumerated() {
      let bit = UInt128(1) << UInt128(index)
      if measure.windows.allSatisfy(contains) { inWindows |= bit }
      if case .selected(_, .elapsed(let range)) = measure.kind, contains(range) { inRange |= bit }
    }
  }
}

extension RecordAxis {
  /// What decides which vectors of test outcomes a list can give on a date of service: the meanings of
  /// the stretches in their order and, where days are counted, how many days the short ones have.
  struct Order: Hashable, Sendable {
    let stretches: [OrderedStretch]
  }

  struct OrderedStretch: Hashable, Sendable {
    let meaning: Meaning
    /// The number of days, up to one more than can matter.
    let days: Int
  }

  /// - Parameter countedDays: the most days that measures count.
  func order(countedDays: Int) -> Order {
    Order(
      stretches: stretches.map { stretch in
        OrderedStretch(
          meaning: stretch.meaning, days: min(stretch.last - stretch.first + 1, countedDays + 1))
      })
  }
}
