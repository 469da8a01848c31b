extension VoxelGrid {
  /// Voxels that are at least `steps` away from the edge of a mask in their slice.
  func eroded(_ mask: [Bool], by steps: Int) -> [Bool] {
    let depth = depths(mask)
    return depth.map { $0 > steps }
  }

  /// How many steps along rows and columns each voxel of a mask is away from its edge; 0 outside.
  private func depths(_ mask: [Bool]) -> [Int] {
    var depth = mask.map { $0 ? Int.max / 2 : 0 }
    for voxel in 0..<count where mask[voxel] {
      let left = column(voxel) > 0 ? depth[voxel - 1] : 0
      let above = row(voxel) > 0 ? depth[voxel - columns] : 0
      depth[voxel] = min(depth[voxel], left + 1, above + 1)
    }
    for voxel in (0..<count).reversed() where mask[voxel] {
      let right = column(voxel) < columns - 1 ? depth[voxel + 1] : 0
      let below = row(voxel) < rows - 1 ? depth[voxel + columns] : 0
      depth[voxel] = min(depth[voxel], right + 1, below + 1)
    }
    return depth
  }

  /// The largest set of neighbouring voxels of a mask.
  func largestComponent(of mask: [Bool], throughSlices: Bool) -> [Bool] {
    let largest = components(of: mask, throughSlices: throughSlices).max { $0.count < $1.count }
    var found = [Bool](repeating: false, count: count)
    for voxel in largest ?? [] { found[voxel] = true }
    return found
  }

  /// The component of one slice with the largest circle in it among those that touch `seeds`; masks count from the slice's start.
  func bestComponent(
    of near: [Bool], from seeds: [Int], slice: Int
  ) -> (radius: Int, voxels: [Int]) {
    let plane = VoxelGrid(columns: columns, rows: rows, slices: 1)
    let start = slice * voxelsInSlice
    let allowed = Set(seeds.map { $0 - start })
    let depth = plane.depths(near)
    var best: (radius: Int, voxels: [Int]) = (0, [])
    for component in plane.components(of: near, throughSlices: false) {
      let radius = component.reduce(0) { allowed.contains($1) ? max($0, depth[$1]) : $0 }
      if radius > best.radius { best = (radius, component.map { $0 + start }) }
    }
    return best
  }

  /// Sets of neighbours that share a side, each in the order in which it was found.
  private func components(of mask: [Bool], throughSlices: Bool) -> [[Int]] {
    var isSeen = [Bool](repeating: false, count: count)
    var found: [[Int]] = []
    for start in 0..<count where mask[start] && !isSeen[start] {
      var component = [start]
      isSeen[start] = true
      var next = 0
      while next < component.count {
        let voxel = component[next]
        next += 1
        func visit(_ neighbour: Int, if isInside: Bool) {
          guard isInside, mask[neighbour], !isSeen[neighbour] else { return }
          isSeen[neighbour] = true
          component.append(neighbour)
        }
        visit(voxel - 1, if: column(voxel) > 0)
        visit(voxel + 1, if: column(voxel) < columns - 1)
        visit(voxel - columns, if: row(voxel) > 0)
        visit(voxel + columns, if: row(voxel) < rows - 1)
        if throughSlices {
          visit(voxel - voxelsInSlice, if: voxel >= voxelsInSlice)
          visit(voxel + voxelsInSlice, if: voxel + voxelsInSlice < count)
        }
      }
      found.append(component)
    }
    return found
  }
}
