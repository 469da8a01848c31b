extension AcquisitionCheck {
  static let fitQuality = AcquisitionCheck(
    "fit-quality", "Quality of the fit",
    limit: "reduced χ² of 0.5 to 2 in at least 95 % of tiles of 25 neighbouring voxels",
    reason: "a decay that is none, from motion or vessels or another scale, shows in its residuals",
    source: .ownChoice(
      because: "a voxel of five echoes scatters too widely itself; 25 of them lie within 0.5 to 2"),
    remedy: "look at the images for motion and flow; draw the region clear of vessels, or repeat",
    .measurement { measured in
      guard measured.isNoisy else { return .pass("the images have no noise") }
      let fits = measured.relaxation.fits
      var place = [Int](repeating: -1, count: measured.grid.count)
      for (index, voxel) in measured.relaxation.voxels.enumerated() { place[voxel] = index }
      var (good, all) = (0, 0)
      for slice in measured.grid.slices(of: measured.relaxation.voxels) {
        for tile in measured.grid.tiles(of: slice, size: 25) where tile.count >= 13 {
          let values = tile.compactMap { voxel -> Float? in
            fits.hasConverged[place[voxel]] ? fits.quality[place[voxel]] : nil
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
