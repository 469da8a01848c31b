/// The magnitude images of one series, one for each echo, and the noise in them.
///
/// Gains of the receiver are divided out as they are read: `gains` scale images and noise alike.
package struct MagnitudeImages: Sendable {
  package let grid: VoxelGrid
  package let echoTimes: EchoTimes
  /// One array of `grid.count` for each echo; finite and not negative where they are used.
  package let echoes: [[Float]]
  /// The gain of each echo against the first.
  package var gains: [Double]
  /// σ of the noise in each part of a channel, after the gain is divided out.
  package var noise: [Double]
  /// How many channels were combined into one magnitude, as `NoiseLevel` has it.
  package let channels: Double
  /// The standard error of what the noise adds to a squared signal, relative to it.
  package let offsetError: Double

  package init(
    grid: VoxelGrid, echoTimes: EchoTimes, echoes: [[Float]], noise: [Double],
    gains: [Double]? = nil
  ) {
    precondition(echoes.count == echoTimes.count && noise.count == echoes.count)
    precondition(echoes.allSatisfy { $0.count == grid.count })
    self.grid = grid
    self.echoTimes = echoTimes
    self.echoes = echoes
    self.gains = gains ?? echoes.map { _ in 1 }
    self.noise = noise
    channels = 1
    offsetError = 0
  }

  package init(
    grid: VoxelGrid, echoTimes: EchoTimes, echoes: [[Float]], noise level: NoiseLevel
  ) {
    precondition(echoes.count == echoTimes.count && level.sigma.count == echoes.count)
    precondition(echoes.allSatisfy { $0.count == grid.count })
    self.grid = grid
    self.echoTimes = echoTimes
    self.echoes = echoes
    gains = echoes.map { _ in 1 }
    noise = level.sigma
    channels = level.channels
    offsetError = level.offsetError
  }

  /// The same images with other gains divided out, their noise with them.
  package func dividing(by gains: [Double]) -> MagnitudeImages {
    var divided = self
    for echo in echoes.indices { divided.noise[echo] *= self.gains[echo] / gains[echo] }
    divided.gains = gains
    return divided
  }

  /// What the noise adds to the mean of a squared magnitude.
  func noiseOffset(_ echo: Int) -> Double { 2 * channels * noise[echo] * noise[echo] }

  func square(_ echo: Int, _ voxel: Int) -> Double {
    let magnitude = Double(echoes[echo][voxel]) / gains[echo]
    return magnitude * magnitude
  }
}

/// The shape of an image: columns, rows and slices, the column running fastest.
package struct VoxelGrid: Sendable, Hashable {
  package let columns: Int
  package let rows: Int
  package let slices: Int

  package init(columns: Int, rows: Int, slices: Int) {
    self.columns = columns
    self.rows = rows
    self.slices = slices
  }

  package var count: Int { columns * rows * slices }
  package var voxelsInSlice: Int { columns * rows }

  package func column(_ voxel: Int) -> Int { voxel % columns }
  package func row(_ voxel: Int) -> Int { voxel / columns % rows }
  package func slice(_ voxel: Int) -> Int { voxel / voxelsInSlice }
}
