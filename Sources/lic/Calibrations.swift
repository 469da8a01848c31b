internal import ArgumentParser
internal import JSONShapes
internal import JSONText
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
    case .json: Terminal.print(CalibrationBundle.listing.json(bundle).pretty)
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
}
