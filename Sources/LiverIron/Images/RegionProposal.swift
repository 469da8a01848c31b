internal import Glibc

/// Saline and liver as this program would draw them: a proposal for a person to confirm, never a finding.
///
/// Saline decays slowest, in every slice. The liver is the region of one rate, on the right of the patient, that holds the largest
/// circle; its edge is left out, and so are vessels, which have other rates. Nothing is learnt from data: on an unusual body the
/// proposal is wrong, and `doubt` says so where the proposal itself shows it.
///
/// The limits below are this project's choice; they were found on its phantoms of bodies.
package struct RegionProposal: Sendable {
  package let saline: [Bool]
  package let liver: [Bool]
  /// Why the liver is probably something else; nil where nothing suggests it.
  package let doubt: String?

  /// `rightIsLowColumn` says on which side of the images the right of the patient is.
  package init(images: MagnitudeImages, rightIsLowColumn: Bool) {
    let signals = SmoothedSignals(images)
    saline = images.grid.largestComponent(
      of: images.grid.eroded(signals.slowestDecays, by: 1), throughSlices: true)
    let rates = RateMap(signals, outside: saline)
    let candidates = (0..<images.grid.slices).compactMap {
      LiverCandidate(in: $0, of: rates, rightIsLowColumn: rightIsLowColumn)
    }
    var liver = [Bool](repeating: false, count: images.grid.count)
    for candidate in candidates { for voxel in candidate.voxels { liver[voxel] = true } }
    self.liver = images.grid.eroded(liver, by: max(1, images.grid.columns / Self.edgesInWidth))
    doubt = Self.doubt(about: candidates)
  }

  /// The edge of the liver that is left out is a 64th of the width of the images: partial volume and respiratory motion.
  private static let edgesInWidth = 64
  /// Two slices of one liver differ by less than this share of its rate.
  private static let largestDifferenceOfSlices = 0.35

  private static func doubt(about candidates: [LiverCandidate]) -> String? {
    if let other = candidates.first(where: { $0.fasterVoxels > $0.voxels.count }) {
      return
        "in slice \(other.slice + 1) a larger region on the right of the patient decays faster and may be the liver"
    }
    let rates = candidates.map(\.rate)
    if let least = rates.min(), let most = rates.max(),
      most - least > largestDifferenceOfSlices * most
    {
      return
        "its slices decay at \(PrintedFigure.rate(perSecond: least)) to \(PrintedFigure.rate(perSecond: most)) s⁻¹"
    }
    return nil
  }
}

/// The mean squares of each voxel and its eight neighbours, without those of the noise, echo by echo.
private struct SmoothedSignals {
  let grid: VoxelGrid
  let seconds: [Double]
  let squares: [[Double]]
  /// The variance of the noise in each channel.
  let noise: [Double]

  init(_ images: MagnitudeImages) {
    grid = images.grid
    seconds = images.echoTimes.seconds.map(\.value)
    noise = images.noise.map { $0 * $0 }
    squares = images.echoes.indices.map { images.smoothedSquare($0) }
  }

  /// A signal of 7 σ at the first echo: tissue, and not air or its ghosts.
  private static let brightSquare = 50.0
  /// A signal of 2.4 σ over nine voxels, below which an echo does not help to find a rate.
  static let usableSquare = 6.0
  /// The slowest hundredth of the voxels is taken as saline; the rest of it lies within 12 % of their ratio.
  private static let (slowestShare, slowestBand) = (0.99, 0.88)

  func isBright(_ voxel: Int) -> Bool { squares[0][voxel] > Self.brightSquare * noise[0] }

  /// Voxels whose last echo is highest, compared with their first.
  var slowestDecays: [Bool] {
    let last = squares.count - 1
    let ratios = (0..<grid.count).map { isBright($0) ? squares[last][$0] / squares[0][$0] : 0 }
    let positive = ratios.filter { $0 > 0 }.sorted()
    guard !positive.isEmpty else { return ratios.map { _ in false } }
    let highest = positive[Int(Double(positive.count) * Self.slowestShare)]
    return ratios.map { $0 > Self.slowestBand * highest }
  }
}

/// A rate for each voxel of the body, from the first echo and the last that still has signal; a drift of the gain shifts all alike.
private struct RateMap {
  let grid: VoxelGrid
  /// In s⁻¹; nil outside the body and in the saline.
  let rates: [Double?]
  /// Voxels that are well inside the body.
  let isInside: [Bool]

  /// The rate of voxels whose signal is gone at the second echo: faster than any that is measured.
  private static let goneBySecondEcho = 1000.0
  /// A slower decay than this is not tissue but saline, or an artefact of a drift.
  private static let slowestTissue = -0.5
  /// Skin and subcutaneous fat: a 24th of the width of the images.
  private static let skinsInWidth = 24

  init(_ signals: SmoothedSignals, outside saline: [Bool]) {
    let (squares, seconds) = (signals.squares, signals.seconds)
    grid = signals.grid
    let rates = (0..<signals.grid.count).map { voxel -> Double? in
      guard signals.isBright(voxel), !saline[voxel] else { return nil }
      let end = squares.indices.last {
        squares[$0][voxel] > SmoothedSignals.usableSquare * signals.noise[$0]
      }
      guard let end, end > 0 else { return Self.goneBySecondEcho }
      return log(squares[0][voxel] / squares[end][voxel]) / (2 * (seconds[end] - seconds[0]))
    }
    self.rates = rates
    isInside = signals.grid.eroded(
      rates.map { ($0 ?? -.infinity) >= Self.slowestTissue },
      by: max(2, signals.grid.columns / Self.skinsInWidth))
  }
}

/// The region of one rate in a slice that holds the largest circle on the right of the patient.
private struct LiverCandidate {
  let slice: Int
  let voxels: [Int]
  /// The median, in s⁻¹.
  let rate: Double
  /// Voxels on the right of the patient that decay faster than all of the region.
  let fasterVoxels: Int

  /// Fewer voxels on the right of the patient are not a slice through the body.
  private static let fewestVoxels = 50
  /// A liver has rates within 15 % and 6 s⁻¹ of a centre, which is looked for at every twentieth of the rates.
  private static let (relativeBand, band, centres) = (0.15, 6.0, 20)

  init?(in slice: Int, of map: RateMap, rightIsLowColumn: Bool) {
    let grid = map.grid
    let range = slice * grid.voxelsInSlice..<(slice + 1) * grid.voxelsInSlice
    let right = range.filter {
      map.isInside[$0] && (grid.column($0) < grid.columns / 2) == rightIsLowColumn
    }
    let rates = right.compactMap { map.rates[$0] }.sorted()
    guard rates.count >= Self.fewestVoxels else { return nil }
    func halfBand(_ centre: Double) -> Double { Self.relativeBand * abs(centre) + Self.band }
    var best: (radius: Int, voxels: [Int]) = (0, [])
    for step in 1..<Self.centres {
      let centre = rates[rates.count * step / Self.centres]
      let near = range.map { voxel in
        map.isInside[voxel]
          && (map.rates[voxel].map { abs($0 - centre) <= halfBand(centre) } ?? false)
      }
      let component = grid.bestComponent(of: near, from: right, slice: slice)
      if component.radius > best.radius { best = component }
    }
    let own = best.voxels.compactMap { map.rates[$0] }.sorted()
    guard !own.isEmpty else { return nil }
    let median = own[own.count / 2]
    self.slice = slice
    voxels = best.voxels
    rate = median
    fasterVoxels = rates.count { $0 > median + 2 * halfBand(median) }
  }
}

extension MagnitudeImages {
  fileprivate func smoothedSquare(_ echo: Int) -> [Double] {
    let image = echoes[echo]
    let offset = noiseOffset(echo)
    var smooth = [Double](repeating: 0, count: grid.count)
    let (columns, rows) = (grid.columns, grid.rows)
    guard columns > 2, rows > 2 else { return smooth }
    image.withUnsafeBufferPointer { image in
      for slice in 0..<grid.slices {
        for row in 1..<rows - 1 {
          for column in 1..<columns - 1 {
            let centre = (slice * rows + row) * columns + column
            var sum = 0.0
            for above in [centre - columns, centre, centre + columns] {
              for voxel in above - 1...above + 1 {
                sum += Double(image[voxel]) * Double(image[voxel])
              }
            }
            smooth[centre] = max(0, sum / 9 - offset)
          }
        }
      }
    }
    return smooth
  }
}
