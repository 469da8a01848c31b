internal import LiverIron
internal import LiverIronImages

/// The slices of a map side by side, in colour over the first echo in grey.
struct MapRaster {
  let width: Int
  let height: Int
  let png: [UInt8]

  init(
    of values: [Float], at voxels: [Int], on study: MultiEchoStudy, _ scale: ColourScale
  ) {
    let grid = study.grid
    let crop = Crop(around: voxels, grid)
    let shown = crop.slices
    let across = Self.columns(for: shown.count, crop)
    let down = (shown.count + across - 1) / across
    width = across * crop.columns.count
    height = down * crop.rows.count
    var pixels = [UInt8](repeating: 0, count: width * height)
    let placement = Placement(study.geometry, crop, across: across, width: width)

    let anatomy = study.echoes[0]
    let brightest = max(Self.brightness(of: anatomy, crop, grid), 1e-6)
    for slice in shown {
      for row in crop.rows {
        for column in crop.columns {
          let signal = anatomy[(slice * grid.rows + row) * grid.columns + column]
          let grey = signal.isFinite ? min(max(signal / brightest, 0), 1) * 127 : 0
          pixels[placement.pixel(column, row, slice)] = UInt8(grey)
        }
      }
    }
    for (voxel, value) in zip(voxels, values) {
      let level = UInt8((scale.fraction(Double(value)) * 127).rounded())
      pixels[placement.pixel(grid.column(voxel), grid.row(voxel), grid.slice(voxel))] = 128 + level
    }
    png = PNGFile.bytes(width: width, height: height, pixels: pixels, palette: Self.palette)
  }

  /// Half greys, half colours.
  private static let palette =
    (0..<128).map { Colour.grey(UInt8($0 * 2)) }
    + (0..<128).map { Colour.cubehelix(Double($0) / 127) }

  /// As many side by side as make a picture half as high again as it is wide, turned on its side.
  private static func columns(for count: Int, _ crop: Crop) -> Int {
    let shape = 1.5 * Double(crop.rows.count) / Double(crop.columns.count)
    return min(count, max(1, Int((shape * Double(count)).squareRoot().rounded())))
  }

  /// All but the brightest hundredth are below it.
  private static func brightness(of image: [Float], _ crop: Crop, _ grid: VoxelGrid) -> Float {
    let slice = crop.slices[crop.slices.count / 2]
    let signals = image[(slice * grid.voxelsInSlice)..<((slice + 1) * grid.voxelsInSlice)]
      .filter(\.isFinite).sorted()
    return signals.isEmpty ? 1 : signals[(signals.count - 1) * 99 / 100]
  }
}

/// The part of the images around a region.
private struct Crop {
  let columns: Range<Int>
  let rows: Range<Int>
  let slices: [Int]

  init(around voxels: [Int], _ grid: VoxelGrid) {
    var (left, right, top, bottom) = (grid.columns, -1, grid.rows, -1)
    for voxel in voxels {
      let (column, row) = (grid.column(voxel), grid.row(voxel))
      left = min(left, column)
      right = max(right, column)
      top = min(top, row)
      bottom = max(bottom, row)
    }
    if voxels.isEmpty { (left, right, top, bottom) = (0, grid.columns - 1, 0, grid.rows - 1) }
    let margin = max(4, (right - left) / 6)
    columns = max(0, left - margin)..<min(grid.columns, right + margin + 1)
    rows = max(0, top - margin)..<min(grid.rows, bottom + margin + 1)
    let used = Set(voxels.lazy.map { grid.slice($0) }).sorted()
    slices = used.isEmpty ? [grid.slices / 2] : used
  }
}

/// Where a voxel is in the picture: front up, and the right of the patient on the left, as radiologists look at it.
private struct Placement {
  private let crop: Crop
  private let across: Int
  private let width: Int
  private let flipsColumns: Bool
  private let flipsRows: Bool
  /// For each slice of the images, its index among those shown.
  private let position: [Int]

  init(_ geometry: NIfTIGeometry, _ crop: Crop, across: Int, width: Int) {
    self.crop = crop
    self.across = across
    self.width = width
    flipsColumns = geometry.toMillimetres[0][0] > 0
    flipsRows = geometry.toMillimetres[1][1] > 0
    var position = [Int](repeating: 0, count: (crop.slices.last ?? 0) + 1)
    for (index, slice) in crop.slices.enumerated() { position[slice] = index }
    self.position = position
  }

  func pixel(_ column: Int, _ row: Int, _ slice: Int) -> Int {
    let (tileRow, tileColumn) = position[slice].quotientAndRemainder(dividingBy: across)
    let x = flipsColumns ? crop.columns.upperBound - 1 - column : column - crop.columns.lowerBound
    let y = flipsRows ? crop.rows.upperBound - 1 - row : row - crop.rows.lowerBound
    return (tileRow * crop.rows.count + y) * width + tileColumn * crop.columns.count + x
  }
}
