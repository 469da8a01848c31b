extension AcquisitionCheck {
  static let fitQuality = AcquisitionCheck(
    .fitQuality, "Quality of the fit",
    limit: "reduced χ² of 0.5 to 2 in at least 95 % of tiles of 25 neighbouring voxels",
    reason:
      "a signal that does not decay exponentially, because of motion, vessels or a changed scale, shows in its residuals",
    source: .ownChoice(
      because:
        "single voxels of five echoes scatter too widely; the mean of 25 of them lies within 0.5 to 2"
    ),
    remedy: "look at the images for motion and flow; draw the region clear of vessels, or repeat",
    .measurement { measured in
      guard measured.isNoisy else { return .pass("the images have no noise") }
      let fits = measured.relaxation.fits
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
          if (0.5...2).contains(mean) { good += 1 }
        }
      }
      guard all > 0 else { return .fail("no tile of the region has a fit") }
      let share = Double(good) / Double(all)
      let text = "\(PrintedFigure(100 * share, decimals: 1)) % of \(all) tiles"
      return share >= 0.95 ? .pass(text) : .fail(text)
    })
}
