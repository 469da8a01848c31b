package import Values

/// The cells of a number, a date or a duration: the line, cut where a test's answer can change.
///
/// Stretches that no test tells apart are one cell, wherever they lie. Cuts are clipped to the
/// declared bounds, and between two neighbouring integers of an integer fact there is no stretch,
/// so that each cell holds a value that a request can state.
package final class LineCells: Sendable {
  /// A place between values: before `value`, or after it.
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
  package let count: Int
  private let type: FactType

  package init(of type: FactType, told tests: [UnaryTest]) {
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
  package func cells(in values: [TestValue]) -> [Int] {
    let accepted = cellOfStretch.indices.filter { LineCells.accepts(values, $0, cuts, type) }
    return Set(accepted.map { cellOfStretch[$0] }).sorted()
  }

  package func cell(of value: ExactDecimal) -> Int {
    cell { cut in cut.isAfter ? value > cut.value : value >= cut.value }
  }

  /// The cell of a value of which is known which cuts it lies beyond; those are the first ones.
  package func cell(_ isBeyond: (Cut) -> Bool) -> Int { cellOfStretch[stretch(isBeyond)] }

  /// The same of its stretch.
  package func stretch(_ isBeyond: (Cut) -> Bool) -> Int {
    var low = 0
    var high = cuts.count
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(cuts[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The stretches of a cell, as intervals without the declared bounds.
  package func intervals(of cell: Int) -> [Interval] {
    cellOfStretch.indices.filter { cellOfStretch[$0] == cell }.map(interval)
  }

  package func interval(ofStretch stretch: Int) -> Interval {
    Interval(
      lower: stretch == 0
        ? nil : .init(cuts[stretch - 1].value, isIncluded: !cuts[stretch - 1].isAfter),
      upper: stretch == cuts.count
        ? nil : .init(cuts[stretch].value, isIncluded: cuts[stretch].isAfter))
  }

  /// Whether the values of a stretch are among those that a test accepts. No cut lies within a
  /// stretch, so all of them are, or none.
  private static func accepts(
    _ values: [TestValue], _ stretch: Int, _ cuts: [Cut], _ type: FactType
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
        cut.isAfter ? (cut.value.floor.adding(ExactDecimal(1)) ?? cut.value) : cut.value.ceiling
      return LineCells.Cut(value: next, isAfter: false)
    }
  }

  /// Whether values that the fact can have lie on both sides.
  fileprivate func separates(_ cut: LineCells.Cut) -> Bool {
    !isBeforeAll(cut) && !isBeyondAll(cut)
  }

  private var bounds: (minimum: ExactDecimal?, maximum: ExactDecimal?) {
    switch self {
    case .number(let type): (type.minimum, type.maximum)
    case .duration: (ExactDecimal(0), nil)
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
