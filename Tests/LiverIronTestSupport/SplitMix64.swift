internal import Glibc

/// The generator of Steele, Lea & Flood, OOPSLA 2014: a counter and a mixing function, so that a seed names a run.
package struct SplitMix64: RandomNumberGenerator {
  package var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// Two independent normal deviates, by Box and Muller.
  package mutating func normalPair() -> (Double, Double) {
    let radius = (-2 * log(Double(next() >> 11 | 1) * 0x1p-53)).squareRoot()
    let angle = 2 * Double.pi * Double(next() >> 11) * 0x1p-53
    return (radius * cos(angle), radius * sin(angle))
  }
}
