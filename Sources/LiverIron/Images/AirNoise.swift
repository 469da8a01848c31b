/// The noise in voxels without signal.
///
/// There the square of a magnitude has the mean 2nσ² and the variance 4nσ⁴, which give the number of channels n and σ. A number
/// close to one is taken as one: most images are of one channel, or were combined before their magnitude was taken.
struct AirNoise {
  let sigma: [Double]
  let channels: Double
  let voxelCount: Int

  /// Channels that a coil for the body may have; a smooth signal looks like many more.
  static let believableChannels = 0.5...64.0
  private static let oneChannel = 0.8...1.25
  private static let fewestVoxels = 100

  init(in voxels: [Int], of echoes: [[Float]]) throws(NoiseLevelError) {
    guard voxels.count >= Self.fewestVoxels else { throw .tooFewVoxels(voxels.count) }
    var means: [Double] = []
    var inverseChannels = 0.0
    for echo in echoes {
      let squares = SquaredMagnitudes(of: voxels, in: echo)
      guard squares.mean.isFinite else { throw .notANumber }
      guard squares.mean > 0 else { throw .blank }
      means.append(squares.mean)
      inverseChannels += squares.variance / (squares.mean * squares.mean) / Double(echoes.count)
    }
    let found = 1 / inverseChannels
    let channels = Self.oneChannel.contains(found) ? 1 : found
    sigma = means.map { ($0 / (2 * channels)).squareRoot() }
    self.channels = channels
    voxelCount = voxels.count
  }

  /// From those corners of the slices that show the same noise as the darkest of them.
  init(cornersOf echoes: [[Float]], _ grid: VoxelGrid) throws(NoiseLevelError) {
    let blocks = grid.cornerBlocks
    let isBlank = blocks.joined().allSatisfy { voxel in echoes.allSatisfy { $0[voxel] == 0 } }
    if isBlank { throw .blank }
    let means = blocks.map { block in echoes.map { SquaredMagnitudes(of: block, in: $0).mean } }
    let darkest = echoes.indices.map { echo in
      means.map { $0[echo] }.filter { $0 > 0 }.min() ?? 0
    }
    // The mean of N squares scatters by 1/√(nN) of itself. The darkest is low by chance: five such errors let the others pass.
    let air = blocks.indices.filter { block in
      let excess = 1 + 5 / Double(blocks[block].count).squareRoot()
      return zip(means[block], darkest).allSatisfy { $0 > 0 && $0 < excess * $1 }
    }
    let measured = try AirNoise(in: air.flatMap { blocks[$0] }, of: echoes)
    guard Self.believableChannels.contains(measured.channels), measured.isSteady else {
      throw .noAirInCorners
    }
    self = measured
  }

  /// Noise does not decay; a ghost of the body in a corner does.
  private var isSteady: Bool {
    guard let least = sigma.min(), let most = sigma.max() else { return false }
    return most < 1.3 * least
  }

  var offsetError: Double { 1 / (channels * Double(voxelCount)).squareRoot() }

  /// Whether σ is that of the body, to 15 %: closer than that, the difference is not seen in any figure. This project's choice.
  func agrees(with inside: ResidualNoise) -> Bool {
    let mean = sigma.reduce(0, +) / Double(sigma.count)
    return abs(inside.sigma / mean - 1) < 0.15 + 3 * inside.relativeError
  }
}

/// Mean and variance of the squared magnitudes of voxels.
private struct SquaredMagnitudes {
  let mean: Double
  let variance: Double

  init(of voxels: [Int], in echo: [Float]) {
    var (sum, squares) = (0.0, 0.0)
    for voxel in voxels {
      let square = Double(echo[voxel]) * Double(echo[voxel])
      sum += square
      squares += square * square
    }
    mean = sum / Double(voxels.count)
    variance = squares / Double(voxels.count) - mean * mean
  }
}

extension VoxelGrid {
  /// Square blocks a tenth of the image wide, two voxels from the edge, in the corners of each slice.
  fileprivate var cornerBlocks: [[Int]] {
    let width = max(4, min(columns, rows) / 10)
    guard columns > 2 * width + 4, rows > 2 * width + 4 else { return [] }
    var blocks: [[Int]] = []
    for slice in 0..<slices {
      for row in [2, rows - 2 - width] {
        for column in [2, columns - 2 - width] {
          blocks.append(
            (row..<row + width).flatMap { r in
              (column..<column + width).map { c in (slice * rows + r) * columns + c }
            })
        }
      }
    }
    return blocks
  }
}
