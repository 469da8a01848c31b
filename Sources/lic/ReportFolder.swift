internal import FoundationEssentials
internal import LiverIronImages
internal import LiverIronReports
internal import Machine

/// A folder with a report, as `lic analyse` and `lic serve` write it.
struct ReportFolder {
  let path: String
  let report: HeldReport
  let release: Release?

  init(_ path: String) throws {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.path = trimmed
    report = try HeldReport(json: try Files.readRegular(trimmed + "/report.json"))
    let released = trimmed + "/release.json"
    if FileManager.default.fileExists(atPath: released) {
      guard let release = Release(json: try Files.readRegular(released)) else {
        throw Failure(
          .inputHasErrors, "`\(released)` is damaged", help: "restore it from a copy")
      }
      guard release.seal == report.seal else { throw HeldReportError.altered("`release.json`") }
      self.release = release
    } else {
      release = nil
    }
  }

  /// The folder of a later report of the same study, where this one is `KEY-N` in the reports of a centre.
  var laterReport: String? {
    guard let dash = path.lastIndex(of: "-"), let number = Int(path[path.index(after: dash)...])
    else { return nil }
    let next = "\(path[..<dash])-\(number + 1)"
    guard let later = try? ReportFolder(next) else { return nil }
    return later.report.identity.studyUID == report.identity.studyUID ? next : nil
  }

  /// A folder next to it with a released report of the same study that no released report amends yet; what a killed run left
  /// behind is not one.
  var earlierRelease: String? {
    let parent = URL(filePath: path).deletingLastPathComponent().path
    let beside = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    let released = beside.filter { !Files.isTemporaryName($0) }.sorted().compactMap { name in
      try? ReportFolder(parent + (parent.hasSuffix("/") ? "" : "/") + name)
    }.filter {
      $0.release != nil && $0.path != path
        && $0.report.identity.studyUID == report.identity.studyUID
    }
    let superseded = Set(released.compactMap { $0.release?.amends?.instanceUID })
    return released.last { folder in
      guard let release = folder.release else { return false }
      return !superseded.contains(folder.report.amended(by: release, because: "").instanceUID)
    }?.path
  }

  /// Writes the released documents in place of the drafts; the folder changes whole or not at all.
  func write(_ release: Release) throws {
    var release = release
    release.seal = report.seal
    try ResultFolder(path).write(try report.documents(release) + verifiedAttachments())
  }

  /// The objects of DICOM that go to the centre: documents made of the sealed report, and the files that it is bound to.
  func objects() throws -> [LiverIronReports.OutputFile] {
    (try report.documents(release) + verifiedAttachments()).filter { $0.name.hasSuffix(".dcm") }
      .sorted { $0.name < $1.name }
  }

  private func verifiedAttachments() throws -> [LiverIronReports.OutputFile] {
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      .filter { report.attachments[$0] != nil }
    return try report.verified(
      try names.map {
        LiverIronReports.OutputFile(name: $0, bytes: try Files.readRegular(path + "/" + $0))
      })
  }
}
