package import Values

/// The cells of a number, a date or a duration: its line, cut where the answer of a test can change.
///
/// Stretches that no test distinguishes belong to one cell, even if they are not adjacent. Each
/// stretch contains a value that a request can state, so the line is never cut outside the bounds of
/// the fact, between adjacent integers of an integer fact, or between two numbers that 34 digits
/// cannot separate.
package final class LineCells: Sendable {
  /// A position between values: immediately before `value`, or immediately after it.
  package struct Cut: Hashable, Comparable, Sendable {
    package let value: ExactDecimal
    package let isAfter: Bool

    package static func < (one: Cut, other: Cut) -> Bool {
      one.value == other.value ? !one.isAfter && other.isAfter : one.value < other.value
    }
  }

  /// Ascending; one fewer than there are stretches.
  package let cuts: [Cut]
  /// The cell of each stretch.
  package let cellOfStretch: [Int]
  /// The number of cells.
  package let count: Int
  /// A value in each stretch that a request can state.
  package let points: [ExactDecimal]

  init(of type: FactType, testedBy tests: [UnaryTest]) {
    var bounds: Set<Cut> = []
    for case .range(let interval) in tests.flatMap(\.values) {
      if let lower = interval.lower {
        bounds.insert(type.snapped(Cut(value: lower.value, isAfter: !lower.isIncluded)))
      }
      if let upper = interval.upper {
        bounds.insert(type.snapped(Cut(value: upper.value, isAfter: upper.isIncluded)))
      }
    }
    var cuts: [Cut] = []
    var points: [ExactDecimal] = []
    for cut in bounds.sorted() {
      // Skip a cut if a request cannot state any value between the previous cut and this one.
      guard let point = type.point(in: Interval(from: cuts.last, to: cut)) else { continue }
      cuts.append(cut)
      points.append(point)
    }
    if let point = type.point(in: Interval(from: cuts.last, to: nil)) {
      points.append(point)
    } else if !cuts.isEmpty {
      cuts.removeLast()
    } else {
      // The bounds of the fact allow no value at all.
      points.append(ExactDecimal(0))
    }
    var cellOfSignature: [[Bool]: Int] = [:]
    var cells: [Int] = []
    for point in points {
      let signature = tests.map { $0.values.accept(point) }
      let cell = cellOfSignature[signature] ?? cellOfSignature.count
      cellOfSignature[signature] = cell
      cells.append(cell)
    }
    self.cuts = cuts
    self.points = points
    cellOfStretch = cells
    count = cellOfSignature.count
  }

  /// The cells whose values a test with these values accepts.
  package func cells(in values: [TestValue]) -> [Int] {
    Set(points.indices.filter { values.accept(points[$0]) }.map { cellOfStretch[$0] }).sorted()
  }

  package func cell(of value: ExactDecimal) -> Int {
    cell { cut in cut.isAfter ? value > cut.value : value >= cut.value }
  }

  /// The cell of a value by binary search. `isBeyond` must be true for a prefix of the cuts.
  package func cell(_ isBeyond: (Cut) -> Bool) -> Int { cellOfStretch[stretch(isBeyond)] }

  /// The stretch of a value by binary search, as above.
  package func stretch(_ isBeyond: (Cut) -> Bool) -> Int {
    var low = 0
    var high = cuts.count
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(cuts[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The cells of the values in an interval that a request can state.
  func mask(of interval: Interval, _ type: FactType) -> CellMask {
    var mask = CellMask(noneOf: count)
    let stated = type.snapped(interval)
    let first = stated.lower.map { lower in
      stretch { $0 <= Cut(value: lower.value, isAfter: !lower.isIncluded) }
    }
    let last = stated.upper.map { upper in
      stretch { $0 < Cut(value: upper.value, isAfter: upper.isIncluded) }
    }
    let (start, end) = (first ?? 0, last ?? cuts.count)
    guard start <= end else { return mask }
    for stretch in start...end {
      // The stretches between the two ends are covered, and each contains a value.
      let isCovered = stretch > start && stretch < end
      if isCovered || type.point(in: self.interval(ofStretch: stretch).intersection(stated)) != nil
      {
        mask.insert(cellOfStretch[stretch])
      }
    }
    return mask
  }

  /// The stretch of the time from a day to a date of service.
  func stretch(from day: CalendarDate, to date: CalendarDate, _ unit: CalendarUnit) -> Int {
    stretch { cut in
      guard let anniversary = unit.anniversary(cut.value, since: day) else { return false }
      return cut.isAfter ? date > anniversary : date >= anniversary
    }
  }

  /// The stretches of a cell, as intervals without the declared bounds.
  package func intervals(of cell: Int) -> [Interval] {
    cellOfStretch.indices.filter { cellOfStretch[$0] == cell }.map(interval)
  }

  /// A stretch as an interval, without the declared bounds.
  package func interval(ofStretch stretch: Int) -> Interval {
    Interval(
      from: stretch == 0 ? nil : cuts[stretch - 1], to: stretch == cuts.count ? nil : cuts[stretch])
  }
}

extension [TestValue] {
  /// Whether a test with these values accepts a point. No cut of the test lies within a stretch, so
  /// the answer for one point of a stretch is the answer for all of them.
  fileprivate func accept(_ point: ExactDecimal) -> Bool {
    contains { value in
      if case .range(let interval) = value { interval.contains(point) } else { false }
    }
  }
}

extension Interval {
  fileprivate init(from start: LineCells.Cut?, to end: LineCells.Cut?) {
    self.init(
      lower: start.map { Bound($0.value, isIncluded: !$0.isAfter) },
      upper: end.map { Bound($0.value, isIncluded: $0.isAfter) })
  }
}

extension FactType {
  /// A value in an interval that a request can state, or nil if there is none.
  func point(inStated interval: Interval) -> ExactDecimal? { point(in: snapped(interval)) }

  /// The same values, between integers for facts whose values are integers.
  fileprivate func snapped(_ interval: Interval) -> Interval {
    guard hasIntegerLine else { return interval }
    return Interval(
      from: interval.lower.map { snapped(LineCells.Cut(value: $0.value, isAfter: !$0.isIncluded)) },
      to: interval.upper.map { snapped(LineCells.Cut(value: $0.value, isAfter: $0.isIncluded)) })
  }

  /// The equivalent cut before an integer, for facts whose values are integers.
  fileprivate func snapped(_ cut: LineCells.Cut) -> LineCells.Cut {
    guard hasIntegerLine else { return cut }
    guard cut.isAfter else { return LineCells.Cut(value: cut.value.ceiling, isAfter: false) }
    guard let next = ExactDecimal.simplest(after: cut.value.floor, before: nil) else { return cut }
    return LineCells.Cut(value: next, isAfter: false)
  }
}
