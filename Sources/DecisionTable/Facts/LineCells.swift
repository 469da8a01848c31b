internal import Values

/// The cells of a number, a date or a duration: the line, cut where a test's answer can change.
///
/// Stretches that no test tells apart are one cell, wherever they lie. Cuts are clipped to the
/// declared bounds, and between two neighbouring integers of an integer fact there is no stretch,
/// so that each cell holds a value that a request can state.
final class LineCells: Sendable {
  /// A place between values: before `value`, or after it.
  struct Cut: Hashable, Comparable, Sendable {
    let value: Decimal
    let isAfter: Bool

    static func < (one: Cut, other: Cut) -> Bool {
      one.value == other.value ? !one.isAfter && other.isAfter : one.value < other.value
    }
  }

  /// Ascending; one fewer than there are stretches.
  let cuts: [Cut]
  /// The cell of each stretch.
  let cellOfStretch: [Int]
  let count: Int
  private let type: FactType

  init(of type: FactType, told tests: [UnaryTest]) {
    self.type = type
    var cuts: Set<Cut> = []
    for case .range(let interval) in tests.flatMap(\.values) {
      if let lower = interval.lower {
        cuts.insert(type.snapped(Cut(value: lower.value, isAfter: !lower.isIncluded)))
      }
      if let upper = interval.upper {
        cuts.insert(type.snapped(Cut(value: upper.value, isAfter: upper.isIncluded)))
      }
    }
    let sorted = cuts.filter(type.separates).sorted()
    var cellOfSignature: [[Bool]: Int] = [:]
    var cells: [Int] = []
    for stretch in 0...sorted.count {
      let signature = tests.map { test in
        LineCells.accepts(test.values, stretch, sorted, type)
      }
      let cell = cellOfSignature[signature] ?? cellOfSignature.count
      cellOfSignature[signature] = cell
      cells.append(cell)
    }
    self.cuts = sorted
    cellOfStretch = cells
    count = cellOfSignature.count
  }

  /// The cells whose values a test with these values accepts.
  func cells(in values: [Value]) -> [Int] {
    let accepted = cellOfStretch.indices.filter { LineCells.accepts(values, $0, cuts, type) }
    return Set(accepted.map { cellOfStretch[$0] }).sorted()
  }

  func cell(of value: Decimal) -> Int {
    cell { cut in cut.isAfter ? value > cut.value : value >= cut.value }
  }

  /// The cell of a value of which is known which cuts it lies beyond; those are the first ones.
  func cell(_ isBeyond: (Cut) -> Bool) -> Int { cellOfStretch[stretch(isBeyond)] }

  /// The same of its stretch.
  func stretch(_ isBeyond: (Cut) -> Bool) -> Int {
    var low = 0
    var high = cuts.count
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(cuts[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The stretches of a cell, as intervals without the declared bounds.
  func intervals(of cell: Int) -> [Interval] {
    cellOfStretch.indices.filter { cellOfStretch[$0] == cell }.map(interval)
  }

  func interval(ofStretch stretch: Int) -> Interval {
    Interval(
      lower: stretch == 0
        ? nil : .init(cuts[stretch - 1].value, isIncluded: !cuts[stretch - 1].isAfter),
      upper: stretch == cuts.count
        ? nil : .init(cuts[stretch].value, isIncluded: cuts[stretch].isAfter))
  }

  /// Whether the values of a stretch are among those that a test accepts. No cut lies within a
  /// stretch, so all of them are, or none.
  private static func accepts(
    _ values: [Value], _ stretch: Int, _ cuts: [Cut], _ type: FactType
  ) -> Bool {
    let lower = stretch == 0 ? nil : cuts[stretch - 1]
    let upper = stretch == cuts.count ? nil : cuts[stretch]
    return values.contains { value in
      guard case .range(let interval) = value else { return false }
      let from = interval.lower.map {
        type.snapped(Cut(value: $0.value, isAfter: !$0.isIncluded))
      }
      let to = interval.upper.map { type.snapped(Cut(value: $0.value, isAfter: $0.isIncluded)) }
      let startsInside =
        from.map { from in lower.map { from <= $0 } ?? type.isBeforeAll(from) } ?? true
      let endsInside =
        to.map { to in upper.map { to >= $0 } ?? type.isBeyondAll(to) } ?? true
      return startsInside && endsInside
    }
  }
}

extension FactType {
  /// The same cut, for a line of integers told before one of them.
  fileprivate func snapped(_ cut: LineCells.Cut) -> LineCells.Cut {
    switch self {
    case .duration: return cut
    case .number(let type) where !type.isInteger: return cut
    default:
      let next =
        cut.isAfter ? (cut.value.floor.adding(Decimal(1)) ?? cut.value) : cut.value.ceiling
      return LineCells.Cut(value: next, isAfter: false)
    }
  }

  /// Whether values that the fact can have lie on both sides.
  fileprivate func separates(_ cut: LineCells.Cut) -> Bool {
    !isBeforeAll(cut) && !isBeyondAll(cut)
  }

  private var bounds: (minimum: Decimal?, maximum: Decimal?) {
    switch self {
    case .number(let type): (type.minimum, type.maximum)
    case .duration: (Decimal(0), nil)
    default: (nil, nil)
    }
  }

  /// Whether no value lies before the cut.
  fileprivate func isBeforeAll(_ cut: LineCells.Cut) -> Bool {
    guard let minimum = bounds.minimum else { return false }
    return cut <= snapped(LineCells.Cut(value: minimum, isAfter: false))
  }

  /// Whether no value lies beyond the cut.
  fileprivate func isBeyondAll(_ cut: LineCells.Cut) -> Bool {
    guard let maximum = bounds.maximum else { return false }
    return cut >= snapped(LineCells.Cut(value: maximum, isAfter: true))
  }
}
