internal import Dispatch
internal import Foundation
internal import LiverIronTestSupport
internal import TestSupport

/// The figures of random studies, band by band.
enum BandTable {
  private static let bands = [0.5...1.7, 1.7...3.2, 3.2...7, 7...15, 15...43]

  static func print(studies: Int, seed: UInt64) throws {
    Swift.print(
      "| LIC, mg/g | figures | none | covered, % | bias, % | RMS error, % | median half interval, % | beyond twice it, % |"
    )
    Swift.print("|---|---|---|---|---|---|---|---|")
    var reasons: [String: Int] = [:]
    for (index, band) in bands.enumerated() {
      var random = SplitMix64(seed: seed + UInt64(index))
      var row = Row()
      for number in 0..<studies {
        let study = SimulatedStudy(milligramsPerGram: band, &random)
        let outcome = SimulatedOutcome(try study.measured(seed: seed << 32 + UInt64(number)))
        if case .none(let reason) = outcome { reasons[reason, default: 0] += 1 }
        row.add(outcome, truth: study.milligramsPerGram)
      }
      Swift.print("| \(band.lowerBound) to \(band.upperBound) | \(row.text)")
    }
    for (reason, count) in reasons.sorted(by: { $0.value > $1.value }).prefix(8) {
      Swift.print("\(count) without a figure: \(reason)")
    }
  }

  private struct Row {
    private var none = 0
    private var covered = 0
    private var dishonest = 0
    private var errors: [Double] = []
    private var halves: [Double] = []

    mutating func add(_ outcome: SimulatedOutcome, truth: Double) {
      guard case .figure(let found, let interval) = outcome else {
        none += 1
        return
      }
      errors.append(found / truth - 1)
      halves.append((interval.upperBound - interval.lowerBound) / (2 * truth))
      if interval.contains(truth) { covered += 1 }
      if !outcome.isHonest(about: truth) { dishonest += 1 }
    }

    var text: String {
      let count = Double(max(errors.count, 1))
      let numbers = [
        100 * Double(covered) / count, 100 * errors.reduce(0, +) / count,
        100 * (errors.reduce(0) { $0 + $1 * $1 } / count).squareRoot(),
        100 * (halves.sorted().dropFirst(halves.count / 2).first ?? 0),
        100 * Double(dishonest) / count,
      ].map { String(format: "%.1f", $0) }
      return "\(errors.count) | \(none) | " + numbers.joined(separator: " | ") + " |"
    }
  }
}
