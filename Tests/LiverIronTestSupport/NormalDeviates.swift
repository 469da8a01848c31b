internal import Glibc
package import TestSupport

extension SplitMix64 {
  /// Two independent normal deviates, by Box and Muller.
  package mutating func normalPair() -> (Double, Double) {
    let radius = (-2 * log(Double(next() >> 11 | 1) * 0x1p-53)).squareRoot()
    let angle = 2 * Double.pi * Double(next() >> 11) * 0x1p-53
    return (radius * cos(angle), radius * sin(angle))
  }
}
