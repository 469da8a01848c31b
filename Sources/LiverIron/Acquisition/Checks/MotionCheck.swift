internal import Glibc

extension AcquisitionCheck {
  static let motion = AcquisitionCheck(
    .motion, "Motion and ghosts",
    limit:
      "edges within one voxel from echo to echo; background along the phase direction at most 1.5 times that along the other axis",
    reason: "what moves between echoes shows other tissue, and ghosts add signal from elsewhere",
    source: .ownChoice(because: "a voxel of shift mixes neighbours; unghosted air is even"),
    remedy: "repeat with the patient comfortable and the breathing shallow, or more averages",
    .images { acquired in
      var largest = 0.0
      for echo in acquired.images.echoes.indices.dropFirst() {
        for slice in 0..<acquired.grid.slices {
          let first = EdgeProfile(acquired.images.echoes[0], slice, acquired.grid)
          let other = EdgeProfile(acquired.images.echoes[echo], slice, acquired.grid)
          largest = max(largest, first.shift(to: other))
        }
      }
      let ghosts = Background(acquired).map(\.ratio)
      let text =
        "shift \(PrintedFigure(largest, decimals: 1)) voxels, background "
        + (ghosts.map { PrintedFigure($0, decimals: 2).description } ?? "not measured")
      if largest > 1 || (ghosts ?? 1) > 1.5 { return .fail(text) }
      return ghosts == nil ? .warn(text) : .pass(text)
    })
}

/// How strong the edges of a slice are along its columns and its rows.
private struct EdgeProfile {
  private let columns: [Double]
  private let rows: [Double]

  init(_ image: [Float], _ slice: Int, _ grid: VoxelGrid) {
    var columns = [Double](repeating: 0, count: grid.columns)
    var rows = [Double](repeating: 0, count: grid.rows)
    image.withUnsafeBufferPointer { image in
      for row in 1..<max(1, grid.rows - 1) {
        for column in 1..<max(1, grid.columns - 1) {
          let voxel = (slice * grid.rows + row) * grid.columns + column
          let across = abs(image[voxel + 1] - image[voxel - 1])
          let down = abs(image[voxel + grid.columns] - image[voxel - grid.columns])
          // A voxel that is not a number has no edge.
          if across.isFinite { columns[column] += Double(across) }
          if down.isFinite { rows[row] += Double(down) }
        }
      }
    }
    self.columns = columns
    self.rows = rows
  }

  /// The larger of the two shifts that carry these edges to others, in voxels; by the largest correlation, to a fraction.
  func shift(to other: EdgeProfile) -> Double {
    max(Self.shift(columns, other.columns), Self.shift(rows, other.rows))
  }

  private static let farthest = 6

  private static func shift(_ one: [Double], _ other: [Double]) -> Double {
    guard one.count > 4 * farthest else { return 0 }
    let scores = (-farthest...farthest).map { correlation(one, other, $0) }
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else { return 0 }
    guard best > 0, best < scores.count - 1 else { return Double(farthest) }
    let (left, middle, right) = (scores[best - 1], scores[best], scores[best + 1])
    let bend = left - 2 * middle + right
    let fraction = bend < 0 ? 0.5 * (left - right) / bend : 0
    return abs(Double(best - farthest) + fraction)
  }

  private static func correlation(_ one: [Double], _ other: [Double], _ shift: Int) -> Double {
    let range = farthest..<(one.count - farthest)
    let count = Double(range.count)
    let meanOfOne = range.reduce(0) { $0 + one[$1] } / count
    let meanOfOther = range.reduce(0) { $0 + other[$1 + shift] } / count
    var (product, square, otherSquare) = (0.0, 0.0, 0.0)
    for index in range {
      let (a, b) = (one[index] - meanOfOne, other[index + shift] - meanOfOther)
      product += a * b
      square += a * a
      otherSquare += b * b
    }
    return square > 0 && otherSquare > 0 ? product / (square * otherSquare).squareRoot() : 0
  }
}

/// Air beside the body along the phase direction, against air along the other.
private struct Background {
  let ratio: Double

  /// Nil where the direction is not stated, or there is no air on either side.
  init?(_ acquired: AcquiredImages) {
    guard let direction = acquired.headers.images.first?.phaseDirection else { return nil }
    let grid = acquired.grid
    var worst: Double?
    for slice in 0..<grid.slices {
      let start = slice * grid.voxelsInSlice
      let image = Array(acquired.images.echoes[0][start..<start + grid.voxelsInSlice])
      guard let body = Box(of: image, grid, above: 12 * Float(acquired.images.noise[0])) else {
        continue
      }
      let beside = body.meanSquareBeside(image, grid)
      // Rows run along the columns: phase along ROW ghosts to the left and right.
      let (phase, other) =
        direction == .row ? (beside.sides, beside.ends) : (beside.ends, beside.sides)
      if let phase, let other, other > 0 {
        worst = max(worst ?? 0, (phase / other).squareRoot())
      }
    }
    guard let worst else { return nil }
    ratio = worst
  }
}

/// The columns and rows that hold nearly all bright voxels of a slice.
private struct Box {
  private let columns: ClosedRange<Int>
  private let rows: ClosedRange<Int>

  init?(of image: [Float], _ grid: VoxelGrid, above limit: Float) {
    var byColumn = [Int](repeating: 0, count: grid.columns)
    var byRow = [Int](repeating: 0, count: grid.rows)
    for (index, value) in image.enumerated() where value > limit {
      byColumn[index % grid.columns] += 1
      byRow[index / grid.columns] += 1
    }
    guard let left = byColumn.firstIndex(where: { $0 >= 4 }),
      let right = byColumn.lastIndex(where: { $0 >= 4 }),
      let top = byRow.firstIndex(where: { $0 >= 4 }),
      let bottom = byRow.lastIndex(where: { $0 >= 4 })
    else { return nil }
    columns = left...right
    rows = top...bottom
  }

  /// Mean squares of the air to the left and right of the box, and above and below it; nil where under 200 voxels are left.
  func meanSquareBeside(_ image: [Float], _ grid: VoxelGrid) -> (sides: Double?, ends: Double?) {
    var (sides, ends) = ((sum: 0.0, count: 0), (sum: 0.0, count: 0))
    let margin = 2
    for row in margin..<grid.rows - margin {
      for column in margin..<grid.columns - margin {
        let isInColumns = (columns.lowerBound - margin...columns.upperBound + margin)
          .contains(column)
        let isInRows = (rows.lowerBound - margin...rows.upperBound + margin).contains(row)
        guard isInColumns != isInRows else { continue }
        let value = Double(image[row * grid.columns + column])
        if isInRows {
          sides = (sides.sum + value * value, sides.count + 1)
        } else {
          ends = (ends.sum + value * value, ends.count + 1)
        }
      }
    }
    func mean(_ one: (sum: Double, count: Int)) -> Double? {
      one.count >= 200 ? one.sum / Double(one.count) : nil
    }
    return (mean(sides), mean(ends))
  }
}
