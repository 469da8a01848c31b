/// σ of the noise in each of the two channels of a magnitude image, for each echo.
package struct NoiseLevel: Sendable, Hashable {
  package let sigma: [Double]
  /// Voxels of air that it was measured in; none when it was given.
  package let voxelCount: Int

  package init(given sigma: Double, echoes: Int) {
    self.sigma = [Double](repeating: sigma, count: echoes)
    voxelCount = 0
  }

  /// In air the magnitude is Rayleigh distributed: its mean square is 2σ².
  package init(air voxels: [Int], in echoes: [[Float]]) throws(NoiseLevelError) {
    guard voxels.count >= Self.fewestVoxels else { throw .tooFewVoxels(voxels.count) }
    var sigma: [Double] = []
    for echo in echoes {
      let squares = voxels.reduce(0.0) { $0 + Double(echo[$1]) * Double(echo[$1]) }
      guard squares.isFinite else { throw .notANumber }
      guard squares > 0 else { throw .blank }
      sigma.append((squares / Double(2 * voxels.count)).squareRoot())
    }
    self.sigma = sigma
    voxelCount = voxels.count
  }

  /// From those corners of the slices that look like air.
  package init(cornersOf echoes: [[Float]], _ grid: VoxelGrid) throws(NoiseLevelError) {
    let blocks = grid.cornerBlocks
    let isBlank = blocks.joined().allSatisfy { voxel in echoes.allSatisfy { $0[voxel] == 0 } }
    if isBlank { throw .blank }
    let air = blocks.filter { block in echoes.allSatisfy { $0.looksLikeAir(block) } }
    guard !air.isEmpty else { throw .noAirInCorners }
    try self.init(air: Array(air.joined()), in: echoes)
  }

  private static let fewestVoxels = 100
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

extension [Float] {
  /// The squared mean of a Rayleigh variable is π/4 of its mean square, to 0.24/√n in n voxels; three of these are let pass.
  ///
  /// A signal of 2σ, wrapped or ghosted into the corner, gives 0.86 and is refused from 100 voxels on.
  fileprivate func looksLikeAir(_ block: [Int]) -> Bool {
    var sum = 0.0
    var squares = 0.0
    for voxel in block {
      sum += Double(self[voxel])
      squares += Double(self[voxel]) * Double(self[voxel])
    }
    let mean = sum / Double(block.count)
    let ratio = mean * mean / (squares / Double(block.count))
    return abs(ratio - Double.pi / 4) < Swift.min(0.1, 0.72 / Double(block.count).squareRoot())
  }
}

/// Why the noise cannot be measured.
package enum NoiseLevelError: ExplainedError, Hashable {
  case tooFewVoxels(Int)
  case blank
  case noAirInCorners
  case notANumber

  package var problem: String {
    switch self {
    case .tooFewVoxels(let count): "\(count) voxels of air"
    case .blank: "the air around the body is exactly zero"
    case .noAirInCorners: "no corner of the images looks like air"
    case .notANumber: "a voxel of air is not a finite number"
    }
  }

  package var reason: String {
    switch self {
    case .tooFewVoxels: "the noise is measured in at least 100"
    case .blank: "the scanner blanked it, or the images have no noise"
    case .noAirInCorners: "their signal is not that of noise alone"
    case .notANumber: "the noise cannot be measured there"
    }
  }

  package var remedy: String {
    switch self {
    case .blank: "give the noise: `--noise 0` for images without any"
    default: "give a mask of air with --air, or the noise with --noise"
    }
  }
}
