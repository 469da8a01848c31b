internal import CArrow
internal import Values

/// Days, as dates or as moments at the beginning of a day.
struct DayArray: BitwiseCopyable {
  let rows: ColumnArray
  /// Ticks in a day; nil if the column counts days.
  private let ticks: Int64?
  /// The day number here of 1970-01-01.
  private static let epoch = 25_567

  /// - Returns: nil if the type is neither.
  init?(_ rows: ColumnArray, _ type: ColumnType) {
    self.rows = rows
    switch type {
    case .days: ticks = nil
    case .ticks(let perDay): ticks = perDay
    default: return nil
    }
  }

  /// The number of a day since 1900-01-01; nil for a moment within a day.
  @inline(__always)
  func dayNumber(_ row: Int) -> Int? {
    let index = row &+ rows.offset
    guard let ticks else { return Int(rows.value(index, as: Int32.self)) &+ DayArray.epoch }
    let (days, rest) = rows.value(index, as: Int64.self).quotientAndRemainder(dividingBy: ticks)
    return rest == 0 ? Int(days) &+ DayArray.epoch : nil
  }
}
