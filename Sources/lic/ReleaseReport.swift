internal import ArgumentParser
internal import FoundationEssentials
internal import LiverIron
internal import LiverIronImages
internal import LiverIronReports
internal import Machine

/// `lic release`: a person answers for a region and a report.
struct ReleaseReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Confirm the region and the report of a study, and release it.",
    discussion: """
      Until then a report is a draft. A released report is final: a later one amends it, and says why.

        lic release result --role radiologist --confirm-region --confirm-report
        lic release result-2 --role radiologist --confirm-region --confirm-report --amends result --because "…"

      `lic serve` sends what is released to the centre that the study came from.
      \(ResearchUse.short)
      """)

  @Argument(help: "The folder of the report.") var report: String
  @Option(help: "In which role you answer for it, as in `radiologist`.") var role: String
  @Flag(help: "You looked at the region, and it is the liver.") var confirmRegion = false
  @Flag(help: "You read the report, and it may leave.") var confirmReport = false
  @Option(help: "The folder of the released report that this one supersedes.") var amends: String?
  @Option(help: "Why it supersedes it.") var because: String?

  mutating func validate() throws {
    if role.isEmpty || role.count > 64 || role.contains(where: { "\\^=\n".contains($0) }) {
      throw ValidationError("--role is not from 1 to 64 letters without \\, ^ or =")
    }
    if (amends == nil) != (because == nil) {
      throw ValidationError("--amends and --because go together")
    }
    if let because, because.isEmpty || because.count > 500 {
      throw ValidationError("--because is not from 1 to 500 letters")
    }
  }

  func run() throws {
    let folder = try ReportFolder(report)
    if folder.release != nil { throw ReleaseError.alreadyReleased(report) }
    guard confirmReport else { throw ReleaseError.unconfirmed("the report", "--confirm-report") }
    guard confirmRegion || folder.report.kind == .refused else {
      throw ReleaseError.unconfirmed("the region", "--confirm-region")
    }
    let release = Release(role: role, time: clockTime(), amends: try amended(by: folder))
    try folder.write(release)
    Terminal.print("\(folder.path)/report.pdf\n\(release.text)\n\(ResearchUse.short)")
  }

  private func amended(by folder: ReportFolder) throws -> Release.Amended? {
    guard let amends, let because else {
      if let earlier = folder.earlierRelease { throw ReleaseError.supersedes(earlier) }
      return nil
    }
    let earlier = try ReportFolder(amends)
    guard let release = earlier.release else { throw ReleaseError.notReleased(amends) }
    guard earlier.report.identity.studyUID == folder.report.identity.studyUID else {
      throw ReleaseError.otherStudy(amends)
    }
    return earlier.report.amended(by: release, because: because)
  }
}

/// A folder that holds a report, as `lic analyse` and `lic serve` write it.
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

  /// A folder beside it with a released report of the same study that nothing released amends yet.
  var earlierRelease: String? {
    let parent = URL(filePath: path).deletingLastPathComponent().path
    let beside = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    let released = beside.sorted().compactMap { name in
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

/// Why a report is not released.
enum ReleaseError: ExplainedError {
  case alreadyReleased(String)
  case unconfirmed(String, String)
  case notReleased(String)
  case otherStudy(String)
  case supersedes(String)

  var problem: String {
    switch self {
    case .alreadyReleased(let path): "`\(path)` is released already"
    case .unconfirmed(let what, _): "\(what) is not confirmed"
    case .notReleased(let path): "`\(path)` is not released"
    case .otherStudy(let path): "`\(path)` is of another study"
    case .supersedes(let path): "`\(path)` is a released report of the same study"
    }
  }

  var reason: String {
    switch self {
    case .alreadyReleased: "a released report never changes"
    case .unconfirmed: "no figure leaves before a person has looked at it"
    case .notReleased: "only a released report is amended; a draft may be analysed again"
    case .otherStudy: "an amendment is of the same study"
    case .supersedes: "its reader must learn that it is superseded, and why"
    }
  }

  var remedy: String {
    switch self {
    case .alreadyReleased: "analyse again into another folder, and release that with --amends"
    case .unconfirmed(_, let flag): "look at report.pdf, then give \(flag)"
    case .notReleased: "release it first, or leave --amends out"
    case .otherStudy: "name the folder of the report that this one supersedes"
    case .supersedes(let path): "give --amends \(path) and --because"
    }
  }
}
