/// The noise inside the body, from what no smooth decay explains.
///
/// A divided difference over all echoes removes every polynomial of a lower degree, and with it all but a trace of a decay: of
/// a rate of 100 s⁻¹ it leaves 0.5 % of the signal. The difference between voxels that are four apart removes what the gains
/// of the echoes leave, and four voxels are far enough that an interpolated image does not make the noise of the two alike.
/// The median of its magnitude resists edges and vessels.
struct ResidualNoise {
  let sigma: Double
  let pairs: Int

  /// Of a median of normal deviates.
  var relativeError: Double { 1.17 / Double(pairs).squareRoot() }

  private static let fewestPairs = 200
  private static let mostPairs = 60_000
  private static let distance = 4
  /// A magnitude of five σ scatters as its signal does, to 2 %.
  private static let brightness = 5.0
  /// The median of |x| over the deviation of a normal variable.
  private static let medianOfNormal = 0.6744898

  /// Nil where fewer than 200 pairs are bright in all echoes. Pairs in the box around `region` are taken where it has enough.
  init?(of echoes: [[Float]], _ grid: VoxelGrid, times: EchoTimes, around region: [Bool]) {
    guard echoes.count >= 4, grid.columns > Self.distance else { return nil }
    let weights = Self.dividedDifference(over: times.seconds.map(\.value))
    let box = grid.box(around: region)
    let inBox = box.flatMap {
      Self.estimate(of: echoes, pairs: grid.pairs(distance: Self.distance, in: $0), weights)
    }
    let estimate =
      inBox
      ?? Self.estimate(
        of: echoes, pairs: grid.pairs(distance: Self.distance, in: grid.whole), weights)
    guard let (sigma, pairs) = estimate else { return nil }
    self.sigma = sigma
    self.pairs = pairs
  }

  /// Of unit length.
  private static func dividedDifference(over times: [Double]) -> [Double] {
    let weights = times.indices.map { index in
      times.indices.reduce(1.0) { $1 == index ? $0 : $0 / (times[index] - times[$1]) }
    }
    let length = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return weights.map { $0 / length }
  }

  private static func estimate(
    of echoes: [[Float]], pairs all: [(Int, Int)], _ weights: [Double]
  ) -> (sigma: Double, pairs: Int)? {
    let step = max(1, all.count / mostPairs)
    let sampled = stride(from: 0, to: all.count, by: step).compactMap { index -> Pair? in
      let (first, second) = all[index]
      var (difference, least) = (0.0, Double.infinity)
      for (echo, weight) in zip(echoes, weights) {
        let (one, other) = (Double(echo[first]), Double(echo[second]))
        difference += weight * (one - other)
        least = min(least, one, other)
      }
      return difference.isFinite && least > 0
        ? Pair(magnitude: abs(difference), least: least) : nil
    }
    // The first round includes air, whose magnitudes scatter less; the next ones leave it out.
    var used = sampled
    var sigma = 0.0
    for _ in 0..<4 {
      guard used.count >= fewestPairs else { return nil }
      let magnitudes = used.map(\.magnitude).sorted()
      sigma = magnitudes[magnitudes.count / 2] / (medianOfNormal * 2.0.squareRoot())
      used = sampled.filter { $0.least > brightness * sigma }
    }
    return used.count >= fewestPairs ? (sigma, used.count) : nil
  }

  private struct Pair {
    let magnitude: Double
    /// The smallest of all its signals.
    let least: Double
  }
}

extension VoxelGrid {
  fileprivate struct Box {
    var columns: ClosedRange<Int>
    var rows: ClosedRange<Int>
    var slices: ClosedRange<Int>
  }

  fileprivate var whole: Box {
    Box(columns: 0...columns - 1, rows: 0...rows - 1, slices: 0...slices - 1)
  }

  fileprivate func box(around region: [Bool]) -> Box? {
    var box: Box?
    for voxel in region.indices where region[voxel] {
      let (x, y, z) = (column(voxel), row(voxel), slice(voxel))
      guard let known = box else {
        box = Box(columns: x...x, rows: y...y, slices: z...z)
        continue
      }
      box = Box(
        columns: min(known.columns.lowerBound, x)...max(known.columns.upperBound, x),
        rows: min(known.rows.lowerBound, y)...max(known.rows.upperBound, y),
        slices: min(known.slices.lowerBound, z)...max(known.slices.upperBound, z))
    }
    return box
  }

  /// Voxels of a row that are `distance` apart, each voxel in one pair at most.
  fileprivate func pairs(distance: Int, in box: Box) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    for slice in box.slices {
      for row in box.rows {
        let start = (slice * rows + row) * columns
        for column in box.columns
        where (column - box.columns.lowerBound) / distance % 2 == 0
          && column + distance <= box.columns.upperBound
        {
          pairs.append((start + column, start + column + distance))
        }
      }
    }
    return pairs
  }
}
