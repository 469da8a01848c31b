/// The mean rate over a region and what the noise of the images leaves uncertain in it.
package struct MeanRate: Sendable, Hashable {
  package var perSecond: Double
  package var standardError: Double
  package var voxelCount: Int

  package init(perSecond: Double, standardError: Double, voxelCount: Int) {
    self.perSecond = perSecond
    self.standardError = standardError
    self.voxelCount = voxelCount
  }

  /// Of independent parts, each weighted by its voxels; nothing when there is none.
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

  /// 95 of 100 such intervals hold the true mean; all numbers where the error is not one.
  package var interval: ClosedRange<Double> {
    let half = 1.959963985 * standardError
    guard perSecond.isFinite, half.isFinite, half >= 0 else { return -.infinity ... .infinity }
    return perSecond - half...perSecond + half
  }
}
