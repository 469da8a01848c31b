internal import Glibc
package import LiverIron
package import TestSupport

extension SimulatedStudy {
  package enum Tissue: Sendable { case air, saline, fat, liver, muscle, spleen }

  package static let grid = VoxelGrid(columns: 96, rows: 96, slices: 2)

  package static func tissue(_ voxel: Int) -> Tissue {
    let x = Double(grid.column(voxel)) / 96
    let y = Double(grid.row(voxel)) / 96
    func isInEllipse(_ cx: Double, _ cy: Double, _ rx: Double, _ ry: Double) -> Bool {
      (x - cx) * (x - cx) / (rx * rx) + (y - cy) * (y - cy) / (ry * ry) <= 1
    }
    if abs(x - 0.5) <= 0.3, abs(y - 0.88) <= 0.05 { return .saline }
    if !isInEllipse(0.5, 0.45, 0.43, 0.32) { return .air }
    if !isInEllipse(0.5, 0.45, 0.39, 0.28) { return .fat }
    if isInEllipse(0.38, 0.43, 0.22, 0.19) { return .liver }
    return isInEllipse(0.72, 0.5, 0.07, 0.09) ? .spleen : .muscle
  }

  package static func mask(_ wanted: Tissue...) -> [Bool] {
    (0..<grid.count).map { wanted.contains(tissue($0)) }
  }

  /// σ of one channel.
  package var sigma: Double { 2000 * liver.signal / signalToNoise }

  /// The magnitude images, echo by echo.
  package func echoes(_ random: inout SplitMix64) -> [[Float]] {
    return DecayPhantom.protocolTimes.seconds.indices.map { echo in
      let image = cleanImage(echo)
      return image.indices.map { voxel in
        let sigma = sigma * noise.relativeSigma(voxel)
        let (real, imaginary) = random.normalPair()
        let first = hypot(image[voxel] + sigma * real, sigma * imaginary)
        guard case .sumOfSquares(let channels) = noise, channels > 1 else { return Float(first) }
        // The channels without signal add the noise alone to the sum of squares.
        var squares = first * first
        for _ in 1..<channels {
          let (real, imaginary) = random.normalPair()
          squares += sigma * sigma * (real * real + imaginary * imaginary)
        }
        return Float(squares.squareRoot())
      }
    }
  }

  private func cleanImage(_ echo: Int) -> [Double] {
    let grid = Self.grid
    let rate = Calibration.stPierre2005.curve.perSecond(atMilligramsPerGram: milligramsPerGram)!
    let time = DecayPhantom.protocolTimes.seconds[echo].value
    var image = (0..<grid.count).map { voxel in
      signal(voxel, rate, time) * sensitivity(voxel) * gains[echo]
    }
    let straight = image
    switch artefact {
    case .ghost(let share):
      for voxel in image.indices {
        let start = voxel - grid.column(voxel)
        image[voxel] += share * straight[start + (grid.column(voxel) + 48 + 7 * echo) % 96]
      }
    case .motion(let steps) where echo == 2:
      for voxel in image.indices {
        let row = grid.row(voxel)
        if (0..<grid.rows).contains(row - steps) {
          image[voxel] = straight[voxel - steps * grid.columns]
        }
      }
    case .rescaled(let factor) where echo == 1:
      for voxel in image.indices { image[voxel] *= factor }
    case .rescaled(let factor) where echo == 3:
      for voxel in image.indices { image[voxel] /= factor }
    case .pulsation(let share) where echo == 1:
      for voxel in image.indices where Self.tissue(voxel) == .liver { image[voxel] *= 1 + share }
    default: break
    }
    return image
  }

  private func signal(_ voxel: Int, _ rate: Double, _ time: Double) -> Double {
    let ofFat = exp(-time / 0.06)
    switch Self.tissue(voxel) {
    case .air: return 0
    case .saline: return 2000 * exp(-salineRate * time)
    case .fat: return 2000 * 0.95 * ofFat
    case .muscle:
      let fat = Self.grid.column(voxel) > 48 ? fatInMuscle : 0
      return 2000 * muscle.signal * ((1 - fat) * exp(-muscleRate * time) + fat * ofFat)
    case .spleen: return 2000 * spleen.signal * exp(-spleenRate * time)
    case .liver:
      let shape = DecayShape(slowFraction: slowFraction, slowRatio: slowRatio)
      let wave = heterogeneity == 0 ? 0 : Self.wave(voxel) - Self.meanWave
      let ofWater = shape.signal(ofMean: rate * (1 + 2 * heterogeneity * wave), at: time)
      return 2000 * liver.signal
        * ((1 - fat - blood) * ofWater + fat * ofFat + blood * exp(-4 * time))
    }
  }

  private static func wave(_ voxel: Int) -> Double {
    sin(Double(grid.column(voxel)) / 4) * cos(Double(grid.row(voxel)) / 5)
  }

  /// Taken off, so that the rates of the voxels have the rate of the liver as their mean.
  private static let meanWave: Double = {
    let liver = (0..<grid.count).filter { tissue($0) == .liver }
    return liver.reduce(0) { $0 + wave($1) } / Double(liver.count)
  }()

  private func sensitivity(_ voxel: Int) -> Double {
    let x = Double(Self.grid.column(voxel)) / 48 - 1
    let y = Double(Self.grid.row(voxel)) / 48 - 1
    return 1 + shading * (0.1 * x - 0.08 * y * y + 0.05 * x * y + 0.05 * x * x * x)
  }
}

extension SimulatedStudy.Noise {
  fileprivate func relativeSigma(_ voxel: Int) -> Double {
    guard case .unfolded(let inMiddle) = self else { return 1 }
    let x = Double(SimulatedStudy.grid.column(voxel)) / 48 - 1
    return 1 + (inMiddle - 1) * exp(-4 * x * x)
  }
}
