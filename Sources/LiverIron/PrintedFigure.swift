/// A number at the digits in which it is reported.
///
/// Sums over voxels differ in their last bits with the order of the work; what is reported does not.
package struct PrintedFigure: Sendable, Hashable, CustomStringConvertible {
  /// The value after rounding.
  package let value: Double
  package let description: String

  /// Half away from zero, at a fixed number of decimals from 0 to 9.
  package init(_ number: Double, decimals: Int) {
    let scale = Double((0..<decimals).reduce(1) { power, _ in power * 10 })
    let scaled = (abs(number) * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 9e15 else {
      value = number
      description = "\(number)"
      return
    }
    let whole = Int(scaled)
    value = (number < 0 ? -1 : 1) * Double(whole) / scale
    let sign = number < 0 && whole > 0 ? "−" : ""
    let unit = Int(scale)
    let fraction = String(whole % unit)
    description =
      decimals == 0
      ? "\(sign)\(whole)"
      : "\(sign)\(whole / unit)." + String(repeating: "0", count: decimals - fraction.count)
        + fraction
  }

  /// The same with the sign that machines read.
  package var plain: String { value < 0 ? "-" + description.dropFirst() : description }

  /// Two decimals under 10 mg/g, one from there.
  package static func concentration(milligramsPerGram value: Double) -> PrintedFigure {
    let fine = PrintedFigure(value, decimals: 2)
    return abs(fine.value) < 10 ? fine : PrintedFigure(value, decimals: 1)
  }

  /// One decimal under 100 mmol/kg, none from there.
  package static func concentration(millimolesPerKilogram value: Double) -> PrintedFigure {
    let fine = PrintedFigure(value, decimals: 1)
    return abs(fine.value) < 100 ? fine : PrintedFigure(value, decimals: 0)
  }

  /// One decimal, in s⁻¹.
  package static func rate(perSecond value: Double) -> PrintedFigure {
    PrintedFigure(value, decimals: 1)
  }
}

extension ReportedConcentration {
  /// `5.02`, `< 0.30` or `> 42.7`, in mg/g of dry tissue.
  package var milligramsPerGramText: String {
    prefix + PrintedFigure.concentration(milligramsPerGram: limit.milligramsPerGram).description
  }

  /// The same in mmol/kg of dry tissue.
  package var millimolesPerKilogramText: String {
    prefix
      + PrintedFigure.concentration(millimolesPerKilogram: limit.millimolesPerKilogram).description
  }

  /// The figure, or the limit that it is beyond.
  package var limit: IronConcentration {
    switch self {
    case .below(let limit), .figure(let limit), .above(let limit): limit
    }
  }

  private var prefix: String {
    switch self {
    case .below: "< "
    case .figure: ""
    case .above: "> "
    }
  }
}
