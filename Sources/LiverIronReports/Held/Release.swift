internal import FoundationEssentials

/// A person's confirmation of a report.
package struct Release: Sendable, Hashable, Codable {
  /// Who confirmed it, as the site identifies people: a name as `Family^Given`, or a staff number.
  package var observer: String
  /// The role of that person, such as `radiologist`.
  package var role: String
  /// `YYYYMMDDHHMMSS`, in UTC.
  package var time: String
  /// The report that this one supersedes, and why.
  package var amends: Amended?
  /// The seal of the report that was confirmed.
  package var seal = ""

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

  package init(observer: String, role: String, time: String, amends: Amended? = nil) {
    self.observer = observer
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
    guard let release = try? JSONDecoder().decode(Release.self, from: Data(json)),
      Self.isPerson(release.observer), Self.isPerson(release.role), release.time.count == 14,
      release.time.allSatisfy(\.isNumber), !release.seal.isEmpty
    else { return nil }
    self = release
  }

  /// Whether a text may identify a person or a role: from 1 to 64 characters, without those that separate values in DICOM.
  package static func isPerson(_ text: String) -> Bool {
    (1...64).contains(text.count) && text.contains { $0.isLetter || $0.isNumber }
      && !text.contains { "\\=\n".contains($0) }
  }

  /// `2026-01-31 14:05 UTC`.
  package static func text(of time: String) -> String {
    let digits = Array(time)
    guard digits.count >= 12 else { return time }
    return
      "\(String(digits[..<4]))-\(String(digits[4..<6]))-\(String(digits[6..<8])) \(String(digits[8..<10])):\(String(digits[10..<12])) UTC"
  }

  package var text: String {
    let name = observer.split(separator: "^", omittingEmptySubsequences: true)
      .joined(separator: ", ")
    var text =
      "Released by \(name) (\(role)), \(Self.text(of: time)): region and report confirmed."
    if let amends {
      text +=
        " Amends and supersedes the report released \(Self.text(of: amends.time)), because \(amends.because)."
    }
    return text
  }
}
