extension VoxelGrid {
  /// Groups of neighbouring voxels of one slice, each of at least `size`, that together are all of them.
  ///
  /// Strips as high as a tile is wide are walked to and fro; each run of `size` voxels on that walk is a tile.
  func tiles(of voxels: ArraySlice<Int>, size: Int) -> [ArraySlice<Int>] {
    guard size > 1, let first = voxels.first else { return voxels.indices.map { voxels[$0...$0] } }
    let height = max(1, Int(Double(size).squareRoot().rounded()))
    let top = row(first)
    let walk = voxels.sorted { key(of: $0, top, height) < key(of: $1, top, height) }
    let count = max(1, walk.count / size)
    return (0..<count).map { tile in
      walk[(tile * walk.count / count)..<((tile + 1) * walk.count / count)]
    }
  }

  private func key(of voxel: Int, _ top: Int, _ height: Int) -> Int {
    let (strip, line) = (row(voxel) - top).quotientAndRemainder(dividingBy: height)
    let along = strip.isMultiple(of: 2) ? column(voxel) : columns - 1 - column(voxel)
    return (strip * columns + along) * height + line
  }
}
