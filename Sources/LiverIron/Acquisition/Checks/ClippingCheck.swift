extension AcquisitionCheck {
  static let clipping = AcquisitionCheck(
    .clipping, "Clipping",
    limit: "under 0.1 % of the voxels of liver or saline at the largest storable value",
    reason: "a voxel that is cut off decays too slowly, and saline that is cut off hides a drift",
    source: .ownChoice(because: "one voxel in a thousand moves the mean by less than its error"),
    remedy: "repeat with a lower receiver gain, or export with more bits",
    .images { acquired in
      var worst = (fraction: 0.0, location: "")
      for (name, region) in [("liver", acquired.liver), ("saline", acquired.saline)] {
        guard let voxels = region?.voxels, !voxels.isEmpty else { continue }
        for echo in acquired.images.echoes.indices {
          let clipped = voxels.count { voxel in
            guard let ceiling = acquired.ceilings[echo][acquired.grid.slice(voxel)] else {
              return false
            }
            return acquired.images.echoes[echo][voxel] >= ceiling
          }
          let fraction = Double(clipped) / Double(voxels.count)
          if fraction > worst.fraction { worst = (fraction, "\(name), echo \(echo + 1)") }
        }
      }
      let text = "\(PrintedFigure(100 * worst.fraction, decimals: 2)) %"
      if worst.fraction >= 0.001 { return .fail("\(text) (\(worst.location))") }
      return .pass(text)
    })
}
