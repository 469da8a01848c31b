import LiverIron
import LiverIronTestSupport
import TestSupport
import Testing

@Suite("The noise level")
struct NoiseLevelTests {
  private func measured(
    _ noise: SimulatedStudy.Noise, blanked: Bool = false
  ) throws -> (level: NoiseLevel, truth: Double) {
    var study = SimulatedStudy()
    study.noise = noise
    study.gains = [1, 0.97, 1.04, 0.98, 1.03]
    var random = SplitMix64(seed: 31)
    var echoes = study.echoes(&random)
    if blanked {
      let air = SimulatedStudy.mask(.air)
      for echo in echoes.indices {
        for voxel in air.indices where air[voxel] { echoes[echo][voxel] = 0 }
      }
    }
    return (
      try NoiseLevel(
        of: echoes, SimulatedStudy.grid, times: DecayPhantom.protocolTimes,
        around: SimulatedStudy.mask(.liver)), study.sigma
    )
  }

  @Test("of one channel is measured in air")
  func oneChannel() throws {
    let (level, truth) = try measured(.oneChannel)
    #expect(!level.source.isLocal)
    #expect(level.channels == 1)
    for sigma in level.sigma { #expect(abs(sigma / truth - 1) < 0.06) }
  }

  @Test("of a sum of squares has the number of channels", arguments: [2, 4, 8, 16])
  func sumOfSquares(channels: Int) throws {
    let (level, truth) = try measured(.sumOfSquares(channels))
    #expect(!level.source.isLocal)
    #expect(abs(level.channels / Double(channels) - 1) < 0.1, "\(level.channels)")
    for sigma in level.sigma { #expect(abs(sigma / truth - 1) < 0.06) }
  }

  @Test("of unfolded images is that around the liver, whose offset is uncertain")
  func unfolded() throws {
    let (level, truth) = try measured(.unfolded(3))
    #expect(level.source.isLocal && level.offsetError == 0.2)
    // From 1.3 times σ at the edge of the liver to three times in the middle of the body.
    for sigma in level.sigma { #expect((1.5...3).contains(sigma / truth), "\(sigma / truth)") }
  }

  @Test("of images with blanked air is that of the body, with an offset that may be twice as large")
  func blankedAir() throws {
    let (level, truth) = try measured(.oneChannel, blanked: true)
    #expect(level.source.isLocal && level.offsetError == 1)
    for sigma in level.sigma { #expect(abs(sigma / truth - 1) < 0.06, "\(sigma / truth)") }
  }
}
