extension AcquisitionCheck {
  /// A bag of saline in each slice, whose signal hardly decays.
  static let saline = AcquisitionCheck(
    .saline, "Saline",
    limit:
      "at least 200 voxels of saline in each slice of the region, 5 σ above the noise at each echo, without a steady decay below 0.97 of the first echo or a trend of over 8 s⁻¹",
    reason:
      "what saline loses is attributed to the receiver, so another fluid shifts every rate",
    source: .ownChoice(
      because:
        "R2 of saline is about 0.5 s⁻¹, which leaves 0.994 over 12 ms, and 0.97 is 2.5 s⁻¹; a random drift of 5 % looks like 5 s⁻¹. A smaller trend widens the interval"
    ),
    remedy:
      "place a litre bag of saline beside the patient, inside every slice and the coil, and repeat",
    .images { acquired in
      guard let saline = acquired.saline, !saline.voxels.isEmpty else {
        return .fail("no saline was found or masked")
      }
      let bySlice = Dictionary(
        uniqueKeysWithValues: saline.bySlice(acquired.grid).map { ($0.slice, $0.voxels) })
      var least = Int.max
      for (slice, _) in acquired.liver.bySlice(acquired.grid) {
        let voxels = bySlice[slice] ?? []
        least = min(least, voxels.count)
        guard voxels.count >= 200 else {
          return .fail("\(voxels.count) voxels in slice \(slice + 1)")
        }
        for (echo, sigma) in acquired.images.noise.enumerated() {
          let mean = acquired.images.mean(echo, voxels)
          if mean <= 5 * sigma {
            return .fail("no signal of saline in slice \(slice + 1) at echo \(echo + 1)")
          }
        }
      }
      let means = acquired.images.noise.indices.map {
        acquired.images.mean($0, saline.voxels[...])
      }
      let ratio = (means.last ?? 0) / means[0]
      let text =
        "at least \(least) voxels a slice; last over first echo \(PrintedFigure(ratio, decimals: 3))"
      let falls = zip(means, means.dropFirst()).allSatisfy { $1 < $0 }
      if falls, ratio < 0.97 { return .fail(text + ", falling steadily") }
      guard case .success(let drift) = acquired.drift, drift.apparentDecayPerSecond > 8 else {
        return .pass(text)
      }
      return .fail(
        text + ", a decay of \(PrintedFigure.rate(perSecond: drift.apparentDecayPerSecond)) s⁻¹")
    })
}

extension MagnitudeImages {
  /// The mean magnitude of voxels as they were stored, gains not divided out.
  func mean(_ echo: Int, _ voxels: ArraySlice<Int>) -> Double {
    guard !voxels.isEmpty else { return 0 }
    return voxels.reduce(0.0) { $0 + Double(echoes[echo][$1]) } / Double(voxels.count)
  }
}
