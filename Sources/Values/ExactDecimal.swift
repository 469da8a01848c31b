/// An exact decimal number of at most 34 digits: 19.999999999999999 is not 20.
///
/// It has the operations that comparing needs, none of which rounds.
public struct ExactDecimal: Hashable, Sendable {
  /// The number of digits of an IEEE 754 decimal128.
  public static let mostDigits = 34
  static let exponents = -6_176...6_111

  /// The value is `coefficient` × 10^`exponent`. The coefficient does not end with zeros, so equal
  /// values have equal parts.
  let coefficient: Int128
  let exponent: Int

  public init(_ integer: Int) { self.init(coefficient: Int128(integer), exponent: 0) }

  init(coefficient: Int128, exponent: Int) {
    var coefficient = coefficient
    var exponent = coefficient == 0 ? 0 : exponent
    while coefficient != 0, coefficient % 10 == 0 {
      coefficient /= 10
      exponent += 1
    }
    self.coefficient = coefficient
    self.exponent = exponent
  }

  /// Reads a number as JSON writes it: `20`, `-0.5`, `1e3`.
  ///
  /// - Returns: nil for any other text, for more than 34 significant digits, and for an exponent
  ///   that decimal128 does not have.
  public init?(_ text: String) {
    var text = text
    let read = text.withUTF8 { ExactDecimal($0) }
    guard let read else { return nil }
    self = read
  }

  /// As above, from bytes.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var offset = 0
    func isDigit() -> Bool { offset < bytes.count && bytes[offset] &- 0x30 < 10 }
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { offset += 1 }
    var magnitude: Int128 = 0
    var digits = 0
    var exponent = 0
    // Zeros that count only if another digit follows.
    var zeros = 0
    func take(isFraction: Bool) -> Bool {
      let start = offset
      while isDigit() {
        let digit = Int128(bytes[offset] &- 0x30)
        if isFraction { exponent -= 1 }
        if digit == 0 {
          if digits > 0 { zeros += 1 }
        } else {
          digits += zeros + 1
          guard digits <= ExactDecimal.mostDigits else { return false }
          for _ in 0...zeros { magnitude *= 10 }
          magnitude += digit
          zeros = 0
        }
        offset += 1
      }
      return offset > start
    }
    let start = offset
    guard take(isFraction: false), bytes[start] != 0x30 || offset == start + 1 else { return nil }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      guard take(isFraction: true) else { return nil }
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      offset += 1
      let sign = offset < bytes.count ? bytes[offset] : 0
      if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { offset += 1 }
      guard isDigit() else { return nil }
      var written = 0
      while isDigit() {
        written = min(written * 10 + Int(bytes[offset] &- 0x30), 1_000_000)
        offset += 1
      }
      exponent += sign == UInt8(ascii: "-") ? -written : written
    }
    guard offset == bytes.count else { return nil }
    exponent += zeros
    guard magnitude == 0 || ExactDecimal.exponents.contains(exponent) else { return nil }
    self.init(coefficient: isNegative ? -magnitude : magnitude, exponent: exponent)
  }

  public var isInteger: Bool { exponent >= 0 }

  /// The value as an `Int`; nil if it is not an integer or does not fit.
  public var integer: Int? {
    guard isInteger, exponent <= 18 else { return nil }
    let (value, overflow) = coefficient.multipliedReportingOverflow(
      by: ExactDecimal.power(of: exponent))
    return overflow ? nil : Int(exactly: value)
  }

  /// The largest integer that is not above the value, and the smallest that is not below it.
  public var floor: ExactDecimal { rounded(up: false) }
  public var ceiling: ExactDecimal { rounded(up: true) }

  private func rounded(up: Bool) -> ExactDecimal {
    guard !isInteger else { return self }
    guard -exponent <= ExactDecimal.mostDigits else {
      return ExactDecimal(up ? (coefficient > 0 ? 1 : 0) : (coefficient < 0 ? -1 : 0))
    }
    let power = ExactDecimal.power(of: -exponent)
    var whole = coefficient / power
    if up, coefficient > 0 { whole += 1 }
    if !up, coefficient < 0 { whole -= 1 }
    return ExactDecimal(coefficient: whole, exponent: 0)
  }

  /// The exact product, or nil if the product of the two coefficients has more than 34 digits: one that ends in zeros can
  /// also be nil.
  public func multiplied(by other: ExactDecimal) -> ExactDecimal? {
    let (product, overflow) = coefficient.multipliedReportingOverflow(by: other.coefficient)
    guard !overflow else { return nil }
    let result = ExactDecimal(coefficient: product, exponent: exponent + other.exponent)
    return result.digitCount <= ExactDecimal.mostDigits
      && ExactDecimal.exponents.contains(result.exponent)
      ? result : nil
  }

  /// The exact quotient, or nil if it has more than 34 digits, as one third does.
  public func divided(by other: ExactDecimal) -> ExactDecimal? {
    guard other.coefficient != 0 else { return nil }
    func commonFactor(_ one: UInt128, _ other: UInt128) -> UInt128 {
      other == 0 ? one : commonFactor(other, one % other)
    }
    let factor = Int128(commonFactor(coefficient.magnitude, other.coefficient.magnitude))
    var numerator = coefficient / factor * other.coefficient.signum()
    var denominator = (other.coefficient / factor).magnitude
    var exponent = exponent - other.exponent
    // Tenths are taken until the denominator is 1, which needs that its only factors are 2 and 5.
    while denominator > 1 {
      let multiplier: Int128 = denominator % 2 == 0 ? 5 : 2
      guard denominator % (10 / UInt128(multiplier)) == 0 else { return nil }
      let (product, overflow) = numerator.multipliedReportingOverflow(by: multiplier)
      guard !overflow else { return nil }
      numerator = product
      denominator /= 10 / UInt128(multiplier)
      exponent -= 1
    }
    let result = ExactDecimal(coefficient: numerator, exponent: exponent)
    return result.digitCount <= ExactDecimal.mostDigits
      && ExactDecimal.exponents.contains(result.exponent)
      ? result : nil
  }

  /// The exact sum, or nil if it has more than 34 digits.
  public func adding(_ other: ExactDecimal) -> ExactDecimal? {
    let low = min(exponent, other.exponent)
    guard let one = scaled(to: low), let two = other.scaled(to: low) else { return nil }
    let result = ExactDecimal(coefficient: one + two, exponent: low)
    return result.digitCount <= ExactDecimal.mostDigits ? result : nil
  }

  /// The coefficient at a lower exponent, within 36 digits.
  private func scaled(to exponent: Int) -> Int128? {
    let shift = self.exponent - exponent
    guard shift + digitCount <= 36 else { return coefficient == 0 ? 0 : nil }
    return coefficient * ExactDecimal.power(of: shift)
  }

  var digitCount: Int { ExactDecimal.digitCount(of: coefficient.magnitude) }

  private static func digitCount(of magnitude: UInt128) -> Int {
    var count = 0
    var rest = magnitude
    while rest > 0 {
      rest /= 10
      count += 1
    }
    return count
  }

  /// - Precondition: the exponent is at most 38.
  private static func power(of exponent: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}

extension ExactDecimal: Comparable {
  public static func < (one: ExactDecimal, other: ExactDecimal) -> Bool {
    if one.exponent == other.exponent { return one.coefficient < other.coefficient }
    let signs = (one.coefficient.signum(), other.coefficient.signum())
    guard signs.0 == signs.1, signs.0 != 0 else { return signs.0 < signs.1 }
    // If the first digits have the same power of ten, at most 34 digits have to be compared.
    let tops = (one.digitCount + one.exponent, other.digitCount + other.exponent)
    if tops.0 != tops.1 { return (tops.0 < tops.1) == (signs.0 > 0) }
    let low = min(one.exponent, other.exponent)
    return one.coefficient * power(of: one.exponent - low)
      < other.coefficient * power(of: other.exponent - low)
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// The shortest way to write it: `20`, `0.5`, `1e40`.
  public var description: String {
    let digits = String(coefficient.magnitude)
    let sign = coefficient < 0 ? "-" : ""
    if exponent > 0 {
      guard exponent + digits.utf8.count <= ExactDecimal.mostDigits else {
        return "\(sign)\(digits)e\(exponent)"
      }
      return sign + digits + String(repeating: "0", count: exponent)
    }
    if exponent == 0 { return sign + digits }
    guard -exponent <= ExactDecimal.mostDigits else { return "\(sign)\(digits)e\(exponent)" }
    let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.utf8.count)) + digits
    return "\(sign)\(padded.dropLast(-exponent)).\(padded.suffix(-exponent))"
  }
}
