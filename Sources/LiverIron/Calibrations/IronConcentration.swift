/// The iron in dry liver tissue: mass of iron per mass of tissue.
package struct IronConcentration: Sendable, Hashable, Comparable {
  package var milligramsPerGram: Double

  package init(milligramsPerGram: Double) { self.milligramsPerGram = milligramsPerGram }

  package init(millimolesPerKilogram: Double) {
    milligramsPerGram = millimolesPerKilogram * Self.gramsPerMillimole
  }

  /// Also µmol/g, which is the same number.
  package var millimolesPerKilogram: Double { milligramsPerGram / Self.gramsPerMillimole }

  package static func < (left: IronConcentration, right: IronConcentration) -> Bool {
    left.milligramsPerGram < right.milligramsPerGram
  }

  /// The standard atomic weight of iron is 55.845: a millimole weighs 0.055845 g.
  private static let gramsPerMillimole = 0.055845
}
