import LiverIron
import LiverIronAnalysis
import LiverIronTestSupport
import TestSupport
import Testing

@Suite("Simulated studies")
struct SimulatedStudyTests {
  @Test(
    "are within twice the half interval in every band, or refused",
    arguments: [0.5...1.7, 1.7...3.2, 3.2...7, 7...15, 15...43])
  func bands(milligramsPerGram: ClosedRange<Double>) throws {
    var random = SplitMix64(seed: 71)
    for seed in 0..<2 as Range<UInt64> {
      let study = SimulatedStudy(milligramsPerGram: milligramsPerGram, &random)
      let outcome = SimulatedOutcome(try study.measured(seed: seed))
      #expect(outcome.isHonest(about: study.milligramsPerGram), "\(study) gave \(outcome)")
    }
  }

  @Test(
    "under a stress are within twice the half interval, or refused", arguments: SimulatedStress.all)
  func stress(stress: SimulatedStress) throws {
    let outcome = SimulatedOutcome(try stress.measured(seed: SimulatedStress.seeds[0]))
    #expect(
      stress.isNamedRisk || outcome.isHonest(about: stress.study.milligramsPerGram), "\(outcome)")
  }

  @Test("with tissue that is not muscle or spleen are refused, and the reason names it")
  func otherTissue() throws {
    var study = SimulatedStudy()
    study.milligramsPerGram = 2.56
    var drawing = SimulatedStudy.Drawing()
    drawing.tissues[0] = SimulatedStudy.mask(.muscle, .fat)
    #expect(try reason(study, drawing).contains("of what the tissue leads to expect"))
    drawing = SimulatedStudy.Drawing()
    drawing.tissues.append(SimulatedStudy.mask(.fat))
    #expect(try reason(study, drawing).hasPrefix("the signal of tissue"))
    study.liver.density *= 0.8
    #expect(try reason(study).hasPrefix("the liver’s own echoes"))
  }

  @Test("with another fluid than saline are refused")
  func otherFluid() throws {
    var study = SimulatedStudy()
    study.salineRate = 20
    study.gains = [1, 0.96, 1.04, 0.97, 1.03]
    #expect(try reason(study).hasPrefix("check `saline`"))
    // A gain that rises as the fluid decays hides it from the saline; the tissue shows it.
    study.gains = [1, 1.06, 1.12, 1.18, 1.24].map { $0 * 0.95 }
    #expect(try reason(study).contains("more slowly than muscle or spleen can"))
  }

  /// St Pierre et al., Blood 2005;105:855, found a coefficient of variation of 2.1 % for phantoms on 13 scanners.
  @Test("of one phantom on 13 scanners scatter no more than published")
  func thirteenScanners() throws {
    var random = SplitMix64(seed: 13)
    let rates = try (0..<13 as Range<UInt64>).map { seed in
      var study = SimulatedStudy(milligramsPerGram: 5...5, &random)
      (study.slowFraction, study.slowRatio) = (0, 1)
      study.signalToNoise = max(study.signalToNoise, 40)
      let analysis = try #require(
        try study.measured(seed: seed) { $0.wantsOneExponential = true }.analysis)
      return analysis.relaxation.mean.perSecond
    }
    let mean = rates.reduce(0, +) / 13
    let variance = rates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 12
    print(
      "figure: CV of R2 on 13 simulated scanners, %: \(PrintedFigure(100 * variance.squareRoot() / mean, decimals: 2))"
    )
    #expect(variance.squareRoot() / mean <= 0.021)
  }

  private func reason(
    _ study: SimulatedStudy, _ drawing: SimulatedStudy.Drawing = SimulatedStudy.Drawing()
  ) throws -> String {
    guard case .none(let reason) = SimulatedOutcome(try study.measured(seed: 6, drawing)) else {
      return "a figure"
    }
    return reason
  }
}
