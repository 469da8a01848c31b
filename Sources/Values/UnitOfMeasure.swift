/// A unit of the Unified Code for Units of Measure (UCUM, ucum.org). The units that clinical
/// policies use are supported: `a`, `kg/m2`, `mm[Hg]`, `10*3/uL`, `{pack-years}`.
///
/// An annotation in curly braces is a unit in itself: 20 packs are not 20 pack-years. Years and
/// months are counted by the calendar and cannot be converted to weeks, days or hours. Temperatures
/// and pH are not converted either, because their scales do not share a zero.
public struct UnitOfMeasure: Hashable, Sendable {
  public let code: String
  /// The value of the unit in base units, as an exact fraction.
  private let scale: Fraction
  /// The powers of the base units that are not zero.
  private let powers: [String: Int]

  /// Nil if the text is not a unit, or not one of those supported.
  public init?(_ code: String) {
    var reader = Reader(rest: code[...])
    guard code.utf8.count <= 64, !code.isEmpty, let term = reader.term(), reader.rest.isEmpty
    else { return nil }
    self.code = code
    scale = term.scale
    powers = term.powers.filter { $0.value != 0 }
  }

  /// Whether both units measure the same kind of quantity.
  public func isCommensurable(with other: UnitOfMeasure) -> Bool { powers == other.powers }

  /// Converts a value in this unit to another; nil if the two do not measure the same kind of
  /// quantity, or the result does not have an exact decimal.
  public func convert(_ value: ExactDecimal, to other: UnitOfMeasure) -> ExactDecimal? {
    guard isCommensurable(with: other) else { return nil }
    return value.multiplied(by: scale.numerator)?.multiplied(by: other.scale.denominator)?
      .divided(by: scale.denominator)?.divided(by: other.scale.numerator)
  }
}

/// A fraction of two nonzero exact decimals.
private struct Fraction: Hashable {
  var numerator = ExactDecimal(1)
  var denominator = ExactDecimal(1)

  func multiplied(by other: Fraction) -> Fraction? {
    guard let numerator = numerator.multiplied(by: other.numerator),
      let denominator = denominator.multiplied(by: other.denominator)
    else { return nil }
    return Fraction(numerator: numerator, denominator: denominator)
  }

  var inverse: Fraction { Fraction(numerator: denominator, denominator: numerator) }
}

/// A product of powers of base units.
private struct Product {
  var scale = Fraction()
  var powers: [String: Int] = [:]

  mutating func multiply(by other: Product, power: Int) -> Bool {
    for _ in 0..<abs(power) {
      guard let product = scale.multiplied(by: power < 0 ? other.scale.inverse : other.scale)
      else { return false }
      scale = product
    }
    for (unit, count) in other.powers { powers[unit, default: 0] += count * power }
    return true
  }
}

/// Reads terms of UCUM: `m`, `kg/m2`, `/h`, `10*3/uL`, `{episodes}/h`.
private struct Reader {
  var rest: Substring

  mutating func term() -> Product? {
    var product = Product()
    var sign = 1
    if rest.first == "/" {
      sign = -1
      rest.removeFirst()
    }
    while true {
      guard let (component, power) = component() else { return nil }
      guard product.multiply(by: component, power: sign * power) else { return nil }
      switch rest.first {
      case ".": sign = 1
      case "/": sign = -1
      default: return product
      }
      rest.removeFirst()
    }
  }

  private mutating func component() -> (Product, power: Int)? {
    if rest.first == "{" {
      guard let annotation = annotation() else { return nil }
      return (Product(powers: [annotation: 1]), 1)
    }
    guard let (atom, power) = atom() else { return nil }
    guard rest.first == "{" else { return (atom, power) }
    guard let annotation = annotation() else { return nil }
    var unit = atom
    unit.powers[annotation] = 1
    return (unit, power)
  }

  private mutating func annotation() -> String? {
    guard let end = rest.firstIndex(of: "}"), end > rest.index(after: rest.startIndex) else {
      return nil
    }
    let annotation = rest[...end]
    rest = rest[rest.index(after: end)...]
    return annotation.dropFirst().contains("{") ? nil : String(annotation)
  }

  // These are compiled once. Threads can share them because the patterns do not contain custom
  // code.
  nonisolated(unsafe) private static let powerOfTen = /10[*^](-?[0-9]{1,2})?/
  nonisolated(unsafe) private static let exponent = /-?[0-9]$/

  private mutating func atom() -> (Product, power: Int)? {
    let end = rest.firstIndex { "./{".contains($0) } ?? rest.endIndex
    var symbol = rest[..<end]
    rest = rest[end...]
    // `10*3` is a thousand. In other atoms, a digit at the end is an exponent.
    if let power = symbol.wholeMatch(of: Reader.powerOfTen) {
      let exponent = power.1.map { Int($0) ?? 1 } ?? 1
      return (Product(scale: Fraction(numerator: ExactDecimal(10))), exponent)
    }
    var power = 1
    if let match = symbol.firstMatch(of: Reader.exponent),
      match.range.lowerBound > symbol.startIndex
    {
      power = Int(match.0) ?? 1
      symbol = symbol[..<match.range.lowerBound]
    }
    guard power != 0 else { return nil }
    let name = String(symbol)
    if let unit = atoms[name] { return (unit, power) }
    for (prefix, exponent) in prefixes where name.hasPrefix(prefix) {
      guard metric.contains(String(name.dropFirst(prefix.count))),
        var unit = atoms[String(name.dropFirst(prefix.count))]
      else { continue }
      let ten = Product(scale: Fraction(numerator: ExactDecimal(10)))
      return unit.multiply(by: ten, power: exponent) ? (unit, power) : nil
    }
    return nil
  }
}

private let prefixes: [(String, Int)] = [
  ("da", 1), ("G", 9), ("M", 6), ("k", 3), ("h", 2), ("d", -1), ("c", -2), ("m", -3), ("u", -6),
  ("n", -9), ("p", -12), ("f", -15),
]

/// The atoms that can have a prefix.
private let metric: Set<String> = [
  "m", "g", "s", "mol", "L", "l", "Pa", "bar", "J", "cal", "W", "Hz", "eq", "osm", "U", "[IU]",
  "[iU]", "m[Hg]", "Bq", "Sv", "Gy", "T",
]

/// The atoms in base units, from the tables of UCUM.
private let atoms: [String: Product] = {
  func unit(_ base: String, _ scale: String = "1", over: String = "1", _ more: [String: Int] = [:])
    -> Product
  {
    guard let numerator = ExactDecimal(scale), let denominator = ExactDecimal(over) else {
      preconditionFailure("the scale is not a number")
    }
    return Product(
      scale: Fraction(numerator: numerator, denominator: denominator),
      powers: [base: 1].merging(more) { $1 })
  }
  let litre = Product(scale: Fraction(numerator: ExactDecimal("0.001")!), powers: ["m": 3])
  func pressure(_ pascals: String) -> Product {
    // In g/(m s²).
    Product(
      scale: Fraction(numerator: ExactDecimal(pascals)!.multiplied(by: ExactDecimal(1000))!),
      powers: ["g": 1, "m": -1, "s": -2])
  }
  func energy(_ joules: String) -> Product {
    Product(
      scale: Fraction(numerator: ExactDecimal(joules)!.multiplied(by: ExactDecimal(1000))!),
      powers: ["g": 1, "m": 2, "s": -2])
  }
  return [
    "m": unit("m"), "g": unit("g"), "s": unit("s"), "mol": unit("mol"), "K": unit("K"),
    "L": litre, "l": litre, "Pa": pressure("1"), "bar": pressure("100000"),
    "m[Hg]": pressure("133322"), "J": energy("1"), "cal": energy("4.184"),
    "W": Product(
      scale: Fraction(numerator: ExactDecimal(1000)), powers: ["g": 1, "m": 2, "s": -3]),
    "Hz": Product(powers: ["s": -1]), "eq": unit("eq"), "osm": unit("osm"), "U": unit("U"),
    "[IU]": unit("[IU]"), "[iU]": unit("[IU]"), "T": unit("T"), "Bq": unit("Bq"), "Sv": unit("Sv"),
    "Gy": unit("Gy"), "min": unit("s", "60"), "h": unit("s", "3600"), "d": unit("s", "86400"),
    "wk": unit("s", "604800"), "mo": unit("mo"), "a": unit("mo", "12"),
    "%": Product(scale: Fraction(numerator: ExactDecimal("0.01")!)), "1": Product(),
    "[in_i]": unit("m", "0.0254"), "[ft_i]": unit("m", "0.3048"),
    "[lb_av]": unit("g", "453.59237"), "[oz_av]": unit("g", "28.349523125"),
    "Cel": unit("Cel"), "[degF]": unit("[degF]"), "[pH]": unit("[pH]"),
  ]
}()
