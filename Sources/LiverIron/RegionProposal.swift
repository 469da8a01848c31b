internal import Glibc

/// Saline and liver as this program would draw them: a proposal for a person to confirm, never a finding.
///
/// Saline is what decays slowest outside of the rest, in every slice. The liver is the region of one rate, on the right of the
/// patient, that holds the largest circle; its edge and what stands out in it, vessels, are left out. Nothing is learnt from
/// data: on a body that is other than most, it proposes nonsense.
package struct RegionProposal: Sendable {
  package private(set) var saline: [Bool]
  package private(set) var liver: [Bool]

  /// `rightIsLowColumn` says on which side of the images the right of the patient is.
  package init(images: MagnitudeImages, rightIsLowColumn: Bool) {
    let grid = images.grid
    saline = [Bool](repeating: false, count: grid.count)
    liver = saline
    let smooth = images.echoes.indices.map { images.smoothedSquare($0) }
    let noise = images.noise.map { $0 * $0 }
    let isBright = (0..<grid.count).map { smooth[0][$0] > 50 * noise[0] }

    // What decays slowest: the square of the last echo over that of the first.
    let last = smooth.count - 1
    let ratio = (0..<grid.count).map { voxel in
      isBright[voxel] ? smooth[last][voxel] / smooth[0][voxel] : 0
    }
    let slowest = ratio.filter { $0 > 0 }.sorted()
    guard let high = slowest.isEmpty ? nil : slowest[slowest.count * 99 / 100] else { return }
    let slow = ratio.map { $0 > 0.88 * high }
    saline = grid.largestComponent(of: grid.eroded(slow, by: 1), throughSlices: true)

    // The rate between the echoes that still have signal; drifts of the gain move all alike.
    let seconds = images.echoTimes.seconds.map(\.value)
    let rate = (0..<grid.count).map { voxel -> Double in
      guard isBright[voxel], !saline[voxel] else { return -1 }
      let seen = smooth.indices.filter { smooth[$0][voxel] > 6 * noise[$0] }
      guard let end = seen.last, end > 0 else { return 1000 }
      return log(smooth[0][voxel] / smooth[end][voxel]) / (2 * (seconds[end] - seconds[0]))
    }
    let inside = grid.eroded(rate.map { $0 >= -0.5 && $0 != -1 }, by: max(2, grid.columns / 24))
    for slice in 0..<grid.slices {
      let voxels = slice * grid.voxelsInSlice..<(slice + 1) * grid.voxelsInSlice
      var best: (radius: Int, mask: [Int]) = (0, [])
      let half = voxels.filter { voxel in
        inside[voxel] && (grid.column(voxel) < grid.columns / 2) == rightIsLowColumn
      }
      let rates = half.map { rate[$0] }.sorted()
      guard rates.count >= 50 else { continue }
      for quantile in 1...19 {
        let centre = rates[rates.count * quantile / 20]
        let band = 0.15 * abs(centre) + 6
        let near = voxels.map { inside[$0] && abs(rate[$0] - centre) <= band }
        let component = grid.bestComponent(of: near, from: half, slice: slice)
        if component.radius > best.radius { best = component }
      }
      for voxel in best.mask { liver[voxel] = true }
    }
    liver = grid.eroded(liver, by: max(1, grid.columns / 64))
  }
}

extension MagnitudeImages {
  /// The mean square of each voxel and its eight neighbours, less that of the noise.
  fileprivate func smoothedSquare(_ echo: Int) -> [Double] {
    let image = echoes[echo]
    let offset = 2 * noise[echo] * noise[echo]
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
  fileprivate func bestComponent(
    of near: [Bool], from seeds: [Int], slice: Int
  ) -> (radius: Int, mask: [Int]) {
    let plane = VoxelGrid(columns: columns, rows: rows, slices: 1)
    let start = slice * voxelsInSlice
    let allowed = Set(seeds.map { $0 - start })
    let depth = plane.depths(near)
    var best: (radius: Int, mask: [Int]) = (0, [])
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
