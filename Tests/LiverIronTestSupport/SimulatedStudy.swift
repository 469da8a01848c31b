internal import Glibc
internal import LiverIron
package import TestSupport

/// A body as a scanner sees it: tissues with their own spin densities and T1, a smooth coil, drifting gains, noise.
///
/// It shares no code with the phantoms of the other tests, so that a mistake there is not repeated here.
///
/// T1 at 1.5 T (s), liver 0.586, spleen 1.057, muscle 0.856, was read in a public simulator that quotes de Bazelaire et al.,
/// Radiology 2004;230:652. Its relative spread between people, 8.8 %, 2.3 % and 3.7 %, is that of the 3 T values in the paper's
/// abstract. Water contents are this project's choice: lean tissues of rats hold the same share of water to 1.2 %
/// (Reinoso et al., J Pharmacol Toxicol Methods 1997;38:87), while reference tables of people put the liver some per cent below
/// muscle, so the liver is drawn 3 % below it, with 2 % of spread in each tissue. The shapes of the decay and the drift of the
/// gains are this project's choice as well.
package struct SimulatedStudy: Sendable {
  package var milligramsPerGram = 5.0
  /// Of the liver at time zero.
  package var signalToNoise = 50.0
  /// The shape of the decay: one exponential, unless changed.
  package var slowFraction = 0.0
  package var slowRatio = 1.0
  package var liver = Spins(density: 0.74, t1: 0.586)
  package var muscle = Spins(density: 0.765, t1: 0.856)
  package var spleen = Spins(density: 0.775, t1: 1.057)
  /// In s⁻¹.
  package var muscleRate = 26.0
  package var spleenRate = 13.0
  package var salineRate = 0.5
  package var gains = [1.0, 1, 1, 1, 1]
  /// How much the rates of the voxels of the liver vary, relative.
  package var heterogeneity = 0.0
  /// The share of fat in the signal of the liver at time zero.
  package var fat = 0.0
  /// The share of fat in the signal of muscle at time zero, on one side of the body.
  package var fatInMuscle = 0.0
  /// The share of blood in the signal of the liver at time zero.
  package var blood = 0.0
  /// The strength of the gradients of the coil; 1 for an ordinary one.
  package var shading = 1.0
  package var artefact = Artefact.none
  package var noise = Noise.oneChannel

  package struct Spins: Sendable {
    package var density: Double
    /// In s.
    package var t1: Double

    /// At a repetition time of 2.5 s.
    var signal: Double { density * (1 - exp(-2.5 / t1)) }
  }

  /// What an image shows besides the body.
  package enum Artefact: Sendable, Hashable {
    case none
    /// A share of the image that comes back shifted along the rows, differently at each echo.
    case ghost(Double)
    /// The body moves by this many voxels along the columns in the third echo.
    case motion(Int)
    /// The second and the fourth echo are scaled by one factor and its inverse, saline included.
    case rescaled(Double)
    /// The second echo of the liver alone is brighter by a share, as flow or a pulsation makes it.
    case pulsation(Double)
  }

  /// How the channels of the coil become one magnitude.
  package enum Noise: Sendable, Hashable {
    case oneChannel
    /// The root of the sum of squares of this many channels.
    case sumOfSquares(Int)
    /// Unfolded from fewer lines: the noise is this many times larger in the middle of the body than at its edge.
    case unfolded(Double)
  }

  package init() {}

  /// Everything drawn that differs between people and scanners, with a concentration in a band.
  package init(milligramsPerGram band: ClosedRange<Double>, _ random: inout SplitMix64) {
    func uniform(_ range: ClosedRange<Double>) -> Double { .random(in: range, using: &random) }
    func normal(_ mean: Double, _ relative: Double) -> Double {
      mean * (1 + relative * random.normalPair().0)
    }
    milligramsPerGram = band.lowerBound * pow(band.upperBound / band.lowerBound, uniform(0...1))
    signalToNoise = 22 * pow(100 / 22.0, uniform(0...1))
    if uniform(0...1) < 0.6 {
      slowFraction = uniform(0.2...0.5)
      slowRatio = uniform(0.2...0.6)
    }
    liver = Spins(density: normal(0.74, 0.02), t1: normal(0.586, 0.088))
    muscle = Spins(density: normal(0.765, 0.02), t1: normal(0.856, 0.037))
    spleen = Spins(density: normal(0.775, 0.02), t1: normal(1.057, 0.023))
    salineRate = normal(0.5, 0.4)
    gains = [1] + (1..<5).map { _ in normal(1, 0.02) }
  }
}
