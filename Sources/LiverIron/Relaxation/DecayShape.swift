internal import Glibc

/// The shape of a decay, apart from how fast it is: which share of the spins decays slowly, and how much more slowly.
package struct DecayShape: Sendable, Hashable {
  /// The share of the spins that decay slowly, at time zero.
  package let slowFraction: Double
  /// The slow rate over the mean rate of all spins.
  package let slowRatio: Double

  package init(slowFraction: Double, slowRatio: Double) {
    self.slowFraction = slowFraction
    self.slowRatio = slowRatio
  }

  package static let oneExponential = DecayShape(slowFraction: 0, slowRatio: 1)

  package func slowRate(ofMean rate: Double) -> Double { slowRatio * rate }

  package func fastRate(ofMean rate: Double) -> Double {
    rate * (1 - slowFraction * slowRatio) / (1 - slowFraction)
  }

  /// The signal over that at time zero.
  package func signal(ofMean rate: Double, at seconds: Double) -> Double {
    (1 - slowFraction) * exp(-fastRate(ofMean: rate) * seconds)
      + slowFraction * exp(-slowRate(ofMean: rate) * seconds)
  }
}
