extension AcquisitionCheck {
  static let signalToNoise = AcquisitionCheck(
    .signalToNoise, "Signal to noise",
    limit: "signal of the liver at time zero over the noise, 10 at least; a warning under 50",
    reason: "below it the rate of an iron-laden liver is mostly noise",
    source: .ownChoice(
      because:
        "noise widens the interval; at SNR 20 the least error of a voxel of 15 mg/g is 41 s⁻¹, at 50 it is 15 s⁻¹ (Cramér–Rao bound). One exponential puts the signal at time zero of a liver with two up to half too low. It is taken at time zero, so a dark liver is not refused for its iron"
    ),
    remedy: "repeat with the body coil array connected, and more averages if needed",
    .images { acquired in
      let images = acquired.images
      guard let sigma = images.noise.first, sigma > 0 else {
        return .warn("the images have no noise")
      }
      let moments = DecayMoments(of: acquired.liver.voxels, in: images)
      guard let decay = MonoexponentialDecay(of: moments, at: images.echoTimes),
        decay.signalAtZero.isFinite
      else { return .fail("no signal above the noise") }
      let ratio = decay.signalAtZero / sigma
      let text = PrintedFigure(ratio, decimals: 0).description
      return ratio < 10 ? .fail(text) : ratio < 50 ? .warn(text) : .pass(text)
    })
}
