package import DecisionTable
package import TestSupport
internal import Values

/// Random requests in which facts are known by a range, a range of days, or a choice among values.
extension RandomTable {
  /// The facts of a random request, many of them partly known. Something is left of each.
  package func partlyKnownFacts(_ random: inout SplitMix64) -> [String: FactValue] {
    var known = facts(&random)
    for sample in samples where Int.random(in: 0..<3, using: &random) > 0 {
      guard let value = partlyKnown(sample, &random), !left(by: value, of: sample).isEmpty else {
        continue
      }
      known[sample.fact.id] = value
    }
    return known
  }

  private func partlyKnown(_ sample: Sample, _ random: inout SplitMix64) -> FactValue? {
    switch sample.fact.type {
    case .boolean, .set, .records: return nil
    case .choice, .code:
      let isExcluded = Bool.random(using: &random)
      // The code that no test names stands for all others, so it cannot be excluded.
      let named =
        isExcluded && sample.fact.id == "p" ? sample.universe.dropLast() : sample.universe[...]
      let some = named.filter { _ in Bool.random(using: &random) }.map { value -> Alternative in
        switch value {
        case .choice(let word): .choice(word)
        case .code(let code): .code(code)
        default: preconditionFailure("a value of another type")
        }
      }
      return isExcluded ? .noneOf(some) : .oneOf(some)
    case .number: return .range(interval(sample.fact.id == "i" ? 1 : 4, 0...9, &random), unit: nil)
    case .date:
      let days = (0..<2).map { _ in
        CalendarDate(dayNumber: Int.random(in: 44_000..<44_006, using: &random))!
      }.sorted()
      switch Int.random(in: 0..<4, using: &random) {
      case 0: return .days(from: days[0], until: nil)
      case 1: return .days(from: nil, until: days[0])
      default: return .days(from: days[0], until: days[1])
      }
    case .duration:
      guard Bool.random(using: &random) else {
        return .range(interval(2, 0...6, &random), unit: "a")
      }
      let days = (0..<2).map { _ in RandomTable.firstDays.randomElement(using: &random)! }.sorted()
      return Bool.random(using: &random)
        ? .days(from: days[0], until: days[1]) : .days(from: nil, until: days[1])
    }
  }

  /// A range between multiples of a fraction. An excluded bound is an integer or a half, so that the
  /// range contains one of the values by which completions are tried.
  private func interval(
    _ denominator: Int, _ steps: ClosedRange<Int>, _ random: inout SplitMix64
  ) -> Interval {
    func bound() -> Interval.Bound {
      let step = Int.random(in: steps, using: &random)
      let canBeExcluded = denominator == 1 || step % (denominator == 4 ? 2 : denominator) == 0
      return .init(
        ExactDecimal(step).divided(by: ExactDecimal(denominator))!,
        isIncluded: !canBeExcluded || Bool.random(using: &random))
    }
    let bounds = [bound(), bound()].sorted { $0.value < $1.value }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return Interval(lower: bounds[0], upper: nil)
    case 1: return Interval(lower: nil, upper: bounds[0])
    default: return Interval(lower: bounds[0], upper: bounds[1])
    }
  }

  /// The values of a fact by which completions of what is stated are tried: at least one in each cell
  /// that is left.
  func left(by value: FactValue, of sample: Sample) -> [FactValue] {
    switch value {
    case .partialSet(let present, let absent):
      return sample.universe.filter { value in
        guard case .set(let members) = value else { return false }
        return present.allSatisfy(members.contains) && !absent.contains(where: members.contains)
      }
    case .oneOf(let values): return sample.universe.filter { values.contains($0.alternative) }
    case .noneOf(let values): return sample.universe.filter { !values.contains($0.alternative) }
    case .range(let interval, _):
      guard case .duration = sample.fact.type else {
        return sample.universe.filter {
          guard case .quantity(let number, _) = $0 else { return false }
          return interval.contains(number)
        }
      }
      return (0...6).map { ExactDecimal($0 * 5).divided(by: ExactDecimal(10))! }
        .filter(interval.contains).map { .quantity($0, unit: nil) }
    case .days(let from, let until):
      let days =
        if case .duration = sample.fact.type {
          RandomTable.firstDays.filter { $0 <= RandomTable.service }
        } else { (44_000..<44_006).map { CalendarDate(dayNumber: $0)! } }
      return days.filter { from ?? $0 <= $0 && $0 <= until ?? $0 }.map { .date($0) }
    default: return [value]
    }
  }

  /// First days of durations, on both sides of the anniversaries that tests ask for. The day of service
  /// is a leap day, so that no day is exactly one or two years before it.
  private static let firstDays = [
    "2000-01-01", "2022-02-28", "2022-03-01", "2022-06-01", "2023-02-28", "2023-03-01",
    "2024-01-15", "2024-02-29", "2024-06-01",
  ].map { CalendarDate($0)! }
}

extension FactValue {
  fileprivate var alternative: Alternative {
    switch self {
    case .choice(let word): .choice(word)
    case .code(let code): .code(code)
    default: preconditionFailure("a value of another type")
    }
  }
}
