internal import Digests
internal import FoundationEssentials
internal import LiverIron
package import LiverIronImages

/// All that the results of a study are made of, kept until a person releases them.
///
/// The images are not needed any more. One digest binds figures, identity and pictures, so what is released, and what is sent, is
/// what the person read.
package struct HeldReport: Sendable, Hashable, Codable {
  package internal(set) var format = Self.currentFormat
  package internal(set) var kind: Kind
  package internal(set) var identity: StudyIdentity
  /// The images and segmentations that it rests on.
  package internal(set) var sources: [SourceInstance]
  /// SHA-256 over sources, settings, calibration and program: the same inputs give the same value.
  package internal(set) var fingerprint: String
  /// `YYYYMMDDHHMMSS`, in UTC.
  package internal(set) var analysedAt: String
  /// Whether the region was drawn by a person.
  package internal(set) var isRegionProposed: Bool
  /// What every output shows where checks were overridden.
  package internal(set) var stamp: String?
  package internal(set) var blocks: [ReportBlock]
  package internal(set) var pictures: [ReportPicture]
  package internal(set) var figures: Figures?
  /// SHA-256 of the other files of the draft that a release keeps, by name: pictures, maps, the region.
  package internal(set) var attachments: [String: String] = [:]
  /// SHA-256 of all of the above.
  package internal(set) var seal = ""

  package static let currentFormat = "lic-report/2"

  package enum Kind: String, Sendable, Codable {
    /// R2 with or without iron.
    case measured
    /// R2 alone, checks overridden.
    case overridden
    /// No figure: what is to be repeated.
    case refused
  }

  /// The figures of the structured report, as they are printed.
  package struct Figures: Sendable, Hashable, Codable {
    package var r2PerSecond: Double
    package var r2StandardError: Double
    package var r2Interval: [Double]
    package var voxels: Int
    package var model: String
    package var iron: Iron?

    package struct Iron: Sendable, Hashable, Codable {
      /// `5.02`, `< 0.30` or `> 42.7`.
      package var milligramsPerGram: String
      package var millimolesPerKilogram: String
      package var interval: [String]
      package var overload: String
      package var calibration: String
      package var calibrationRevision: Int
      package var digest: String
      package var policy: String
      package var policyRevision: String
    }
  }

  package init(json: [UInt8]) throws(HeldReportError) {
    guard let report = try? JSONDecoder().decode(HeldReport.self, from: Data(json)) else {
      throw .notAReport
    }
    guard report.format == Self.currentFormat else { throw .otherFormat(report.format) }
    guard report.seal == report.digest else { throw .altered("report.json") }
    try report.requireIronOfRate()
    self = report
  }

  /// What the seal of an unaltered report is.
  var digest: String {
    var unsealed = self
    unsealed.seal = ""
    return Digest(of: (try? unsealed.json) ?? []).hexadecimal
  }

  /// The concentration must follow from the rate by the calibration that the report names.
  private func requireIronOfRate() throws(HeldReportError) {
    guard let figures, let iron = figures.iron else { return }
    let bundle = CalibrationBundle.bundled
    let pin = CalibrationPin(
      id: iron.calibration, number: iron.calibrationRevision, digest: iron.digest)
    // The rate is printed to a tenth: concentrations within that are the same.
    let texts = [-0.051, 0, 0.051].compactMap { step in
      try? bundle.calibration(pin).reported(
        at: RelaxationRate(.r2, perSecond: figures.r2PerSecond + step))
    }
    guard texts.count == 3 else { throw .otherCalibration(iron.calibration) }
    let limits = texts.map(\.limit.milligramsPerGram)
    let printed = Double(iron.milligramsPerGram)
    let isSame =
      printed.map { $0 >= limits[0] - 0.051 && $0 <= limits[2] + 0.051 }
      ?? texts.contains { $0.milligramsPerGramText == iron.milligramsPerGram }
    guard isSame else { throw .altered("the liver iron concentration") }
  }

  package var json: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return Array(try encoder.encode(self)) + [10]
    }
  }
}

/// Why bytes are not a report that may be released.
package enum HeldReportError: ExplainedError, Hashable {
  case notAReport
  case otherFormat(String)
  case altered(String)
  case otherCalibration(String)

  package var problem: String {
    switch self {
    case .notAReport: "there is not a report of `lic`"
    case .otherFormat(let format): "the report is of the form `\(format)`"
    case .altered(let part): "\(part) is not what the analysis wrote"
    case .otherCalibration(let id): "calibration `\(id)` is not bundled as the report names it"
    }
  }

  package var reason: String {
    switch self {
    case .notAReport: "`report.json` is missing or damaged"
    case .otherFormat: "this version reads `\(HeldReport.currentFormat)`"
    case .altered: "what is released must be what the person read"
    case .otherCalibration: "the figure cannot be worked out again"
    }
  }

  package var remedy: String {
    switch self {
    case .notAReport: "name the folder that `lic analyse` or `lic serve` wrote"
    case .otherFormat, .altered, .otherCalibration: "analyse the study again"
    }
  }
}
