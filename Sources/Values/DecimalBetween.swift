extension ExactDecimal {
  /// The smallest of the decimals with the fewest decimal places that lie strictly between two
  /// others. Without an upper bound, it is the next integer after the lower bound; without a lower
  /// bound, the last integer before the upper bound (for very large bounds, the nearest decimal
  /// with 34 digits).
  ///
  /// - Returns: nil if no decimal with 34 digits lies between the two, for example between 1 and
  ///   1.000000000000000000000000000000001.
  public static func simplest(after low: ExactDecimal?, before high: ExactDecimal?) -> ExactDecimal?
  {
    switch (low, high) {
    case (nil, nil): return ExactDecimal(0)
    case (nil, let high?): return simplest(after: high.negated, before: nil)?.negated
    case (let low?, nil): return low.multiples.lazy.compactMap { low.next(multipleOf: $0) }.first
    case (let low?, let high?):
      guard low < high else { return nil }
      return low.multiples(below: high).lazy.compactMap { low.next(multipleOf: $0) }
        .first { $0 < high }
    }
  }

  private var negated: ExactDecimal { ExactDecimal(coefficient: -coefficient, exponent: exponent) }

  /// The power of ten after the first digit: 3 for 512, 0 for 0.5.
  private var magnitude: Int { digitCount + exponent }

  /// The exponents of the powers of ten whose next multiple fits 34 digits, largest first. They
  /// start at 0 if possible, because a multiple of ten is not simpler than any other integer.
  private var multiples: ReversedCollection<ClosedRange<Int>> {
    let coarsest = max(0, magnitude - ExactDecimal.mostDigits)
    // A negative power of ten has one digit fewer after it.
    let finest = coefficient == 0 ? exponents.lowerBound : magnitude - ExactDecimal.mostDigits - 1
    return (min(coarsest, max(finest, exponents.lowerBound))...coarsest).reversed()
  }

  private func multiples(below high: ExactDecimal) -> ReversedCollection<ClosedRange<Int>> {
    let all = multiples
    // Above zero, no power of ten that is greater than the bound can help.
    guard coefficient >= 0, let coarsest = all.first, let finest = all.last else { return all }
    let start = max(finest, min(coarsest, high.magnitude))
    return (finest...start).reversed()
  }

  private var exponents: ClosedRange<Int> { ExactDecimal.exponents }

  /// The next multiple of a power of ten, or nil if it does not fit 34 digits.
  private func next(multipleOf power: Int) -> ExactDecimal? {
    let scaled = ExactDecimal(coefficient: coefficient, exponent: exponent - power).floor
    guard let next = scaled.adding(ExactDecimal(1)) else { return nil }
    let value = ExactDecimal(coefficient: next.coefficient, exponent: next.exponent + power)
    return value.coefficient == 0 || exponents.contains(value.exponent) ? value : nil
  }
}
