internal import Foundation
internal import LiverIronTestSupport

/// What each stress makes of a study, over three seeds.
enum StressTable {
  static func print() throws {
    Swift.print("| stress | true, mg/g | printed, mg/g [95 % interval], or why not |")
    Swift.print("|---|---|---|")
    for stress in SimulatedStress.all {
      let truth = stress.study.milligramsPerGram
      var texts: [String] = []
      for seed in SimulatedStress.seeds {
        let outcome = SimulatedOutcome(try stress.measured(seed: seed))
        var text: String
        switch outcome {
        case .none(let reason): text = "none: \(reason)"
        case .figure(let found, let interval):
          text = String(
            format: "%.2f [%.2f, %.2f]", found, interval.lowerBound, interval.upperBound)
          if !interval.contains(truth) {
            text += stress.isNamedRisk ? "; the report names fat as not measured" : "; outside"
          }
        }
        if !texts.contains(text) { texts.append(text) }
      }
      Swift.print("| \(stress.name) | \(truth) | \(texts.joined(separator: ", ")) |")
    }
  }
}
