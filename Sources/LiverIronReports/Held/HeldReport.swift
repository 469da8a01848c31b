internal import Digests
internal import FoundationEssentials
internal import LiverIron
package import LiverIronImages

/// All that a study's results are made of, kept until a person releases them.
///
/// The images are not needed any more: a release made from it a month later is that of what was looked at.
package struct HeldReport: Sendable, Hashable, Codable {
  package internal(set) var format = Self.currentFormat
  package internal(set) var kind: Kind
  package internal(set) var identity: StudyIdentity
  /// The images and segmentations that it rests on.
  package internal(set) var sources: [SourceInstance]
  /// SHA-256 over sources, settings, calibration and program: the same inputs give the same.
  package internal(set) var fingerprint: String
  /// `YYYYMMDDHHMMSS`, in UTC.
  package internal(set) var analysedAt: String
  /// Whether the region was drawn by a person.
  package internal(set) var isRegionProposed: Bool
  /// What stands on every output where checks were overridden.
  package internal(set) var stamp: String?
  package internal(set) var blocks: [ReportBlock]
  package internal(set) var pictures: [ReportPicture]
  package internal(set) var figures: Figures?

  package static let currentFormat = "lic-report/1"

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
    self = report
  }

  package var json: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return Array(try encoder.encode(self)) + [10]
    }
  }
}

/// Why bytes are no report.
package enum HeldReportError: ExplainedError, Hashable {
  case notAReport
  case otherFormat(String)

  package var problem: String {
    switch self {
    case .notAReport: "it holds no report of `lic`"
    case .otherFormat(let format): "the report is of the form `\(format)`"
    }
  }

  package var reason: String {
    switch self {
    case .notAReport: "`report.json` is missing or damaged"
    case .otherFormat: "this version reads `\(HeldReport.currentFormat)`"
    }
  }

  package var remedy: String { "name the folder that `lic analyse` or `lic serve` wrote" }
}

/// A person's answer for a report.
package struct Release: Sendable, Hashable, Codable {
  /// Of the person, as in `radiologist`; no name is needed.
  package var role: String
  /// `YYYYMMDDHHMMSS`, in UTC.
  package var time: String
  /// What it supersedes, and why.
  package var amends: Amended?

  package struct Amended: Sendable, Hashable, Codable {
    /// The structured report that is superseded.
    package var instanceUID: String
    package var seriesUID: String
    package var time: String
    package var because: String

    package init(instanceUID: String, seriesUID: String, time: String, because: String) {
      self.instanceUID = instanceUID
      self.seriesUID = seriesUID
      self.time = time
      self.because = because
    }
  }

  package init(role: String, time: String, amends: Amended? = nil) {
    self.role = role
    self.time = time
    self.amends = amends
  }

  package var json: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return Array(try encoder.encode(self)) + [10]
    }
  }

  package init?(json: [UInt8]) {
    guard let release = try? JSONDecoder().decode(Release.self, from: Data(json)) else {
      return nil
    }
    self = release
  }

  /// `2026-01-31 14:05 UTC`.
  package static func text(of time: String) -> String {
    let digits = Array(time)
    guard digits.count >= 12 else { return time }
    return
      "\(String(digits[..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8])) \(String(digits[8..<10])):\(String(digits[10..<12])) UTC"
  }

  package var text: String {
    var text = "Released by \(role), \(Self.text(of: time)): region and report confirmed."
    if let amends {
      text +=
        " Amends and supersedes the report released \(Self.text(of: amends.time)), because \(amends.because)."
    }
    return text
  }
}
