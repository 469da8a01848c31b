/// The mean rate over a region, and what is uncertain in it.
package struct MeanRate: Sendable, Hashable {
  package let perSecond: Double
  package let standardError: Double
  package let voxelCount: Int
  /// 95 of 100 such intervals hold the true mean; all numbers where the error is not a number.
  package let interval: ClosedRange<Double>

  /// With an interval of 1.96 standard errors on either side.
  package init(perSecond: Double, standardError: Double, voxelCount: Int) {
    let half = Self.halfWidth * standardError
    let isDetermined = perSecond.isFinite && half.isFinite && half >= 0
    self.init(
      perSecond: perSecond, standardError: standardError, voxelCount: voxelCount,
      interval: isDetermined ? perSecond - half...perSecond + half : -.infinity ... .infinity)
  }

  private init(
    perSecond: Double, standardError: Double, voxelCount: Int, interval: ClosedRange<Double>
  ) {
    self.perSecond = perSecond
    self.standardError = standardError
    self.voxelCount = voxelCount
    self.interval = interval
  }

  /// With the interval of a distribution that need not be symmetric.
  init(_ perSecond: Double, within interval: ClosedRange<Double>, voxelCount: Int) {
    self.init(
      perSecond: perSecond,
      standardError: (interval.upperBound - interval.lowerBound) / (2 * Self.halfWidth),
      voxelCount: voxelCount, interval: interval)
  }

  /// The normal deviate of which 2.5 % lie beyond.
  static let halfWidth = 1.959963985

  /// Of independent parts, each weighted by its voxels; nil when there is none.
  package init?(of parts: some Collection<MeanRate>) {
    let count = parts.reduce(0) { $0 + $1.voxelCount }
    guard count > 0 else { return nil }
    var sum = 0.0
    var variance = 0.0
    for part in parts {
      let weight = Double(part.voxelCount) / Double(count)
      sum += weight * part.perSecond
      variance += weight * weight * part.standardError * part.standardError
    }
    self.init(perSecond: sum, standardError: variance.squareRoot(), voxelCount: count)
  }

  /// Whether rate and standard error are numbers; only without noise may the error be zero.
  func isDetermined(withNoise isNoisy: Bool) -> Bool {
    perSecond.isFinite && standardError.isFinite && (standardError > 0 || !isNoisy)
  }
}

extension MeanRate {
  /// Of parts whose noise is independent and whose disturbances are the same.
  init?(of parts: [RegionPart]) {
    let count = parts.reduce(0) { $0 + $1.mean.voxelCount }
    guard count > 0 else { return nil }
    var sum = 0.0
    var variance = 0.0
    var shifts = [Double](repeating: 0, count: parts.map(\.shifts.count).max() ?? 0)
    for part in parts {
      let weight = Double(part.mean.voxelCount) / Double(count)
      sum += weight * part.mean.perSecond
      variance += weight * weight * part.errorOfNoise * part.errorOfNoise
      for (index, shift) in part.shifts.enumerated() { shifts[index] += weight * shift }
    }
    variance += shifts.reduce(0) { $0 + $1 * $1 }
    self.init(perSecond: sum, standardError: variance.squareRoot(), voxelCount: count)
  }

  /// Of parts that share the signal at time zero, the gains and the choice of a model: those errors add up, and only the noise of
  /// different voxels averages out.
  init?(sharingErrors parts: [RegionPart]) {
    let count = parts.reduce(0) { $0 + $1.mean.voxelCount }
    guard count > 0 else { return nil }
    var sum = 0.0
    var (below, above) = (OneSide(), OneSide())
    for part in parts {
      let weight = Double(part.mean.voxelCount) / Double(count)
      let rate = part.mean.perSecond
      sum += weight * rate
      let ofNoise = Self.halfWidth * part.errorOfNoise
      below.add(rate - part.mean.interval.lowerBound, ofNoise: ofNoise, weight: weight)
      above.add(part.mean.interval.upperBound - rate, ofNoise: ofNoise, weight: weight)
    }
    guard sum.isFinite, below.whole.isFinite, above.whole.isFinite else { return nil }
    self.init(sum, within: sum - below.whole...sum + above.whole, voxelCount: count)
  }

  /// One end of the interval, its distance from the mean split into noise and what all parts share.
  private struct OneSide {
    private var shared = 0.0
    private var squareOfNoise = 0.0

    mutating func add(_ distance: Double, ofNoise: Double, weight: Double) {
      let noise = min(ofNoise, distance)
      shared += weight * (distance * distance - noise * noise).squareRoot()
      squareOfNoise += weight * weight * noise * noise
    }

    var whole: Double { (shared * shared + squareOfNoise).squareRoot() }
  }
}
