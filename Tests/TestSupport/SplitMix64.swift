package import Testing

/// A small random number generator with an explicit seed (Steele, Lea and Flood, OOPSLA 2014).
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Checks a property for many seeds, and reports the first seed for which it fails.
package func forAll(
  seeds: Range<UInt64> = 0..<100, sourceLocation: SourceLocation = #_sourceLocation,
  _ property: (inout SplitMix64) throws -> Bool
) rethrows {
  for seed in seeds {
    var random = SplitMix64(seed: seed)
    if try !property(&random) {
      Issue.record("fails for seed \(seed)", sourceLocation: sourceLocation)
      return
    }
  }
}
