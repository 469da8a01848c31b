extension AcquisitionCheck {
  static let fitQuality = AcquisitionCheck(
    .fitQuality, "Quality of the fit",
    limit:
      "reduced χ² of 0.5 to 2 in at least 95 % of tiles of 25 neighbouring voxels; of 0.1 to 4 where the noise was measured in the body",
    reason:
      "a signal that does not decay exponentially, because of motion, vessels or a changed scale, shows in its residuals",
    source: .ownChoice(
      because:
        "single voxels of five echoes scatter too widely; the mean of 25 of them lies within 0.5 to 2. Where the body has other noise than the air, its images were unfolded, and the noise differs by up to a factor of three across the liver"
    ),
    remedy: "look at the images for motion and flow; draw the region clear of vessels, or repeat",
    .measurement { measured in
      guard measured.isNoisy else { return .pass("the images have no noise") }
      let fits = measured.relaxation.fits
      let limits: ClosedRange<Float> = measured.isNoiseLocal ? 0.1...4 : 0.5...2
      var indices = [Int](repeating: -1, count: measured.grid.count)
      for (index, voxel) in measured.relaxation.voxels.enumerated() { indices[voxel] = index }
      var (good, all) = (0, 0)
      for slice in measured.grid.slices(of: measured.relaxation.voxels) {
        for tile in measured.grid.tiles(of: slice, size: 25) where tile.count >= 13 {
          let values = tile.compactMap { voxel -> Float? in
            fits.hasConverged[indices[voxel]] ? fits.quality[indices[voxel]] : nil
          }
          guard !values.isEmpty else { continue }
          let mean = values.reduce(0, +) / Float(values.count)
          all += 1
          if limits.contains(mean) { good += 1 }
        }
      }
      guard all > 0 else { return .fail("no tile of the region has a fit") }
      let share = Double(good) / Double(all)
      let text = "\(PrintedFigure(100 * share, decimals: 1)) % of \(all) tiles"
      if share >= 0.95 { return .pass(text) }
      let doubt = measured.relaxation.objections.first { $0.concernsSignalAtZero }
      return doubt.map { .warn("\(text); \($0.reason)") } ?? .fail(text)
    })
}
