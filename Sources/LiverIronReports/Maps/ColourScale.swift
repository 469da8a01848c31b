internal import Glibc
internal import LiverIron

/// Values from zero to a round number, as colours whose lightness grows with the value.
struct ColourScale {
  let upperBound: Double
  let ticks: [Double]
  let unit: String

  /// Large enough for all but the highest hundredth of the values.
  init(for values: [Float], unit: String) {
    let ordered = values.sorted()
    let high = ordered.isEmpty ? 1 : Double(ordered[(ordered.count - 1) * 99 / 100])
    let step = Self.roundStep(above: max(high, 1e-6) / 5)
    let count = max(1, Int((high / step).rounded(.up)))
    upperBound = step * Double(count)
    ticks = (0...count).map { step * Double($0) }
    self.unit = unit
  }

  func fraction(_ value: Double) -> Double { min(max(value / upperBound, 0), 1) }

  /// 1, 2 or 5 times a power of ten.
  private static func roundStep(above value: Double) -> Double {
    let power = pow(10, floor(log10(value)))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= value * 0.999 } ?? 10 * power
  }

  func label(_ tick: Double) -> String {
    PrintedFigure(tick, decimals: upperBound < 1 ? 2 : upperBound < 5 ? 1 : 0).description
  }
}

/// A colour of the screen.
struct Colour: Hashable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  var hex: String {
    let digits = Array("0123456789abcdef")
    return "#"
      + [red, green, blue].map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
  }

  static func grey(_ level: UInt8) -> Colour { Colour(red: level, green: level, blue: level) }

  /// The cubehelix of Green (Bull Astron Soc India 2011;39:289): lightness grows evenly along it, also when printed in grey
  /// or seen without one of the colours.
  static func cubehelix(_ fraction: Double) -> Colour {
    let lightness = 0.22 + 0.70 * fraction
    let angle = 2 * Double.pi * (0.5 / 3 + 1 - 1.35 * lightness)
    let amplitude = 1.6 * lightness * (1 - lightness) / 2
    let (c, s) = (cos(angle), sin(angle))
    func channel(_ value: Double) -> UInt8 {
      UInt8((255 * min(max(lightness + amplitude * value, 0), 1)).rounded())
    }
    return Colour(
      red: channel(-0.14861 * c + 1.78277 * s), green: channel(-0.29227 * c - 0.90649 * s),
      blue: channel(1.97294 * c))
  }
}
