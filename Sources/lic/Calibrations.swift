internal import ArgumentParser
internal import LiverIron
internal import Machine

/// `lic calibrations`: what is bundled, and what is known and refused.
struct Calibrations: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the bundled calibrations and those that are refused.")

  @Option(help: "text or json.") var format: TextFormat = .text

  func run() throws {
    let bundle = CalibrationBundle.bundled
    switch format {
    case .text: Terminal.print(Self.table(of: bundle))
    case .json:
      Terminal.print(
        try jsonText(
          Listing(
            calibrations: bundle.calibrations.map({
              ListedCalibration($0, bundle.implausibilities(of: $0))
            }),
            refused: bundle.refused.map(ListedRefusal.init))))
    }
  }

  private static func table(of bundle: CalibrationBundle) -> String {
    let rows =
      [["ID", "REV", "FIELD", "DOMAIN MG/G", "CURVE", "DIGEST"]]
      + bundle.calibrations.map { calibration in
        let limits = calibration.domain.milligramsPerGram
        return [
          calibration.id, "\(calibration.number)", "\(calibration.fieldStrengthTesla) T",
          "\(limits.lowerBound) to \(limits.upperBound)"
            + (calibration.domain.basis == .ours ? " †" : ""),
          calibration.curve.formula(of: calibration.quantity),
          String(calibration.digest.prefix(12)),
        ]
      }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let cells = zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - text.count)
      }
      return cells.joined(separator: "  ")
    }
    let refusals = bundle.refused.map { "refused: \($0.id) (\($0.title)): \($0.reason)" }
    let found = bundle.calibrations.flatMap { calibration in
      bundle.implausibilities(of: calibration).map { "implausible: \(calibration.id): \($0)" }
    }
    let plausibility =
      found.isEmpty
      ? ["plausible: all \(bundle.calibrations.count), by the checks of this project"] : found
    return
      (lines + ["", "† limits of this project: no range was read in the publication"]
      + plausibility + refusals)
      .joined(separator: "\n")
  }

  private struct Listing: Encodable {
    var calibrations: [ListedCalibration]
    var refused: [ListedRefusal]
  }
}

private struct ListedCalibration: Encodable {
  var id, quantity, curve, domainBasis, domainSource, citation, readIn, digest: String
  var doi: String?
  var number: Int
  var fieldStrengthTesla: Double
  var domainMilligramsPerGram: [Double]
  /// Pairs of s⁻¹ and mg/g.
  var goldenPoints: [[Double]]
  /// What speaks against it, by the checks of this project; nothing for a plausible one.
  var implausibilities: [String]

  init(_ calibration: Calibration, _ implausibilities: [Implausibility]) {
    self.implausibilities = implausibilities.map(\.description)
    id = calibration.id
    number = calibration.number
    quantity = calibration.quantity.rawValue
    fieldStrengthTesla = calibration.fieldStrengthTesla
    curve = calibration.curve.formula(of: calibration.quantity)
    let limits = calibration.domain.milligramsPerGram
    domainMilligramsPerGram = [limits.lowerBound, limits.upperBound]
    domainBasis = calibration.domain.basis.rawValue
    domainSource = calibration.domain.source
    citation = calibration.citation.text
    doi = calibration.citation.doi
    readIn = calibration.citation.readIn
    goldenPoints = calibration.goldenPoints.map { [$0.perSecond, $0.milligramsPerGram] }
    digest = calibration.digest
  }
}

private struct ListedRefusal: Encodable {
  var id, quantity, title, reason: String
  var fieldStrengthTesla: Double

  init(_ refusal: RefusedCalibration) {
    id = refusal.id
    quantity = refusal.quantity.rawValue
    fieldStrengthTesla = refusal.fieldStrengthTesla
    title = refusal.title
    reason = refusal.reason
  }
}
