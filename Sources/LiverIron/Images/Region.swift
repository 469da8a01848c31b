/// Voxels of one mask that can be fitted, in ascending order, and why the others cannot.
package struct Region: Sendable, Hashable {
  package let voxels: [Int]
  /// How many voxels of the mask were left out, by the first reason found.
  package let leftOut: [MaskReason: Int]

  /// Looks at every echo of every voxel in the mask.
  package init(mask: [Bool], echoes: [[Float]]) {
    var voxels: [Int] = []
    var leftOut: [MaskReason: Int] = [:]
    for voxel in mask.indices where mask[voxel] {
      if let reason = MaskReason(ofVoxel: voxel, echoes) {
        leftOut[reason, default: 0] += 1
      } else {
        voxels.append(voxel)
      }
    }
    self.voxels = voxels
    self.leftOut = leftOut
  }

  /// The voxels of each slice that has any, by slice.
  package func bySlice(_ grid: VoxelGrid) -> [(slice: Int, voxels: ArraySlice<Int>)] {
    grid.slices(of: voxels).map { (grid.slice($0[$0.startIndex]), $0) }
  }
}

extension VoxelGrid {
  /// Ascending voxels, slice by slice.
  func slices(of voxels: [Int]) -> [ArraySlice<Int>] {
    var found: [ArraySlice<Int>] = []
    var start = voxels.startIndex
    while start < voxels.endIndex {
      let limit = (slice(voxels[start]) + 1) * voxelsInSlice
      var end = start
      while end < voxels.endIndex, voxels[end] < limit { end += 1 }
      found.append(voxels[start..<end])
      start = end
    }
    return found
  }
}

/// Why a voxel of the mask has no figure.
package enum MaskReason: String, Sendable, Hashable, CaseIterable {
  case notANumber = "a signal that is not a finite number"
  case negativeSignal = "a negative signal in a magnitude image"
  case noSignal = "no signal in any echo"
  case noFit = "a decay that no rate from 0 to 2000 s⁻¹ fits"
  case noFitOfTile = "a tile of neighbours whose mean decay no rate from 0 to 2000 s⁻¹ fits"
  case beyondCalibration = "a rate beyond the end of the calibration curve"

  /// Why the raw signal of a voxel cannot be fitted; nil when it can.
  init?(ofVoxel voxel: Int, _ echoes: [[Float]]) {
    var sawSignal = false
    for echo in echoes {
      let signal = echo[voxel]
      if !signal.isFinite {
        self = .notANumber
        return
      }
      if signal < 0 {
        self = .negativeSignal
        return
      }
      sawSignal = sawSignal || signal > 0
    }
    if sawSignal { return nil }
    self = .noSignal
  }
}
