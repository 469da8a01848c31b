internal import LiverIron
package import LiverIronAnalysis

/// Something that a simulated study has and the measurement does not assume.
package struct SimulatedStress: Sendable {
  package let name: String
  package let study: SimulatedStudy
  package let drawing: SimulatedStudy.Drawing
  /// Whether the error is one that these echoes cannot show, and that the report names next to the figure.
  package let isNamedRisk: Bool

  private init(
    _ name: String, milligramsPerGram: Double = 7.17, isNamedRisk: Bool = false,
    _ change: (inout SimulatedStudy, inout SimulatedStudy.Drawing) -> Void
  ) {
    var (study, drawing) = (SimulatedStudy(), SimulatedStudy.Drawing())
    study.milligramsPerGram = milligramsPerGram
    change(&study, &drawing)
    self.name = name
    self.study = study
    self.drawing = drawing
    self.isNamedRisk = isNamedRisk
  }

  package static let seeds: [UInt64] = [5, 6, 7]

  package func measured(seed: UInt64) throws -> CheckedAnalysis {
    try study.measured(seed: seed, drawing)
  }

  package static let all = reported + own

  /// Where a wrong figure once left.
  package static let reported = [
    SimulatedStress("ghosts of 2 %", milligramsPerGram: 2.51) { study, _ in
      study.artefact = .ghost(0.02)
    },
    SimulatedStress("densities 3 % off, one exponential", milligramsPerGram: 1.2) { study, _ in
      study.liver.density *= 0.97
    },
    SimulatedStress("subcutaneous fat in the tissue", milligramsPerGram: 2.56) { _, drawing in
      drawing.tissues[0] = SimulatedStudy.mask(.muscle, .fat)
    },
    SimulatedStress("one exponential at SNR 60", milligramsPerGram: 1.45) { study, _ in
      study.signalToNoise = 60
    },
    SimulatedStress("a proposal, no tissue", milligramsPerGram: 4.88) { study, drawing in
      (study.slowFraction, study.slowRatio) = (0.35, 0.3)
      (drawing.liver, drawing.saline, drawing.tissues) = (nil, nil, [])
    },
    SimulatedStress("a proposal in a dark liver at SNR 40", milligramsPerGram: 40) {
      study, drawing in
      study.signalToNoise = 40
      (drawing.liver, drawing.saline) = (nil, nil)
    },
    SimulatedStress("little tissue, on one side") { _, drawing in
      let right = SimulatedStudy.mask(.muscle).indices.map { SimulatedStudy.grid.column($0) > 70 }
      drawing.tissues = [zip(SimulatedStudy.mask(.muscle), right).map { $0 && $1 }]
    },
    SimulatedStress("tissue on half of the body") { _, drawing in
      let left = SimulatedStudy.mask(.muscle).indices.map { SimulatedStudy.grid.column($0) > 55 }
      drawing.tissues = [zip(SimulatedStudy.mask(.muscle), left).map { $0 && $1 }]
    },
    SimulatedStress("a bag of R2 20 /s, gains 4 % off") { study, _ in
      study.salineRate = 20
      study.gains = [1, 0.96, 1.04, 0.97, 1.03]
    },
    SimulatedStress("a bag of R2 20 /s, gains that rise by 12 %") { study, _ in
      study.salineRate = 20
      study.gains = [1, 1.04, 1.08, 1.1, 1.12]
    },
    SimulatedStress("fat of 10 % in the liver", isNamedRisk: true) { study, _ in study.fat = 0.1 },
    SimulatedStress("fat of 25 % in the liver", isNamedRisk: true) { study, _ in study.fat = 0.25 },
  ]

  package static let own = [
    SimulatedStress("a bag of R2 6 /s, gains 4 % off") { study, _ in
      study.salineRate = 6
      study.gains = [1, 0.96, 1.04, 0.97, 1.03]
    },
    SimulatedStress("rates that differ by 15 % from place to place") { study, _ in
      study.heterogeneity = 0.15
    },
    SimulatedStress("a dark liver at SNR 22", milligramsPerGram: 30) { study, _ in
      study.signalToNoise = 22
      (study.slowFraction, study.slowRatio) = (0.35, 0.3)
    },
    SimulatedStress("blood of 5 % in the liver") { study, _ in study.blood = 0.05 },
    SimulatedStress("iron in the spleen, R2 80 /s") { study, _ in study.spleenRate = 80 },
    SimulatedStress("fat of 20 % in the muscle of one side") { study, _ in
      study.fatInMuscle = 0.2
    },
    SimulatedStress("a coil with three times the gradients") { study, _ in study.shading = 3 },
    SimulatedStress("motion of 3 voxels at one echo") { study, _ in study.artefact = .motion(3) },
    SimulatedStress("a pulsation of 5 % at one echo") { study, _ in
      study.artefact = .pulsation(0.05)
    },
    SimulatedStress("eight channels, sum of squares") { study, _ in
      study.noise = .sumOfSquares(8)
    },
    SimulatedStress("unfolded, noise threefold in the middle") { study, _ in
      study.noise = .unfolded(3)
    },
    SimulatedStress("the liver drawn over its edge") { _, drawing in
      let (liver, muscle) = (SimulatedStudy.mask(.liver), SimulatedStudy.mask(.muscle))
      drawing.liver = liver.indices.map { liver[$0] || (muscle[$0] && liver[max($0 - 2, 0)]) }
      drawing.tissues[0] = zip(muscle, drawing.liver ?? []).map { $0 && !$1 }
    },
  ]
}
