internal import ArgumentParser
internal import Glibc
internal import LiverIron
internal import LiverIronImages
internal import LiverIronReports
internal import Machine

/// `lic release`: a person confirms a region and a report.
struct ReleaseReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Confirm the region and the report of a study, and release it.",
    discussion: """
      Until then a report is a draft. A released report is final: a later one amends it, and says why.
      The observer is you, as your site identifies people: a name as Family^Given, or a staff number. It can also be given
      as LIC_OBSERVER in the environment.

        lic release result --observer Doe^Jo --role radiologist --confirm-region --confirm-report
        lic release result-2 … --amends result --because "the region held a vessel"

      `lic serve` sends what is released to the centre that the study came from.
      \(ResearchUse.short)
      """)

  @Argument(help: "The folder of the report.") var report: String
  @Option(help: "Who you are: a name as Family^Given, or a staff number.") var observer: String?
  @Option(help: "Your role, such as `radiologist`.") var role: String
  @Flag(help: "You looked at the region, and it is the liver.") var confirmRegion = false
  @Flag(help: "You read the report, and it may leave.") var confirmReport = false
  @Option(help: "The folder of the released report that this one supersedes.") var amends: String?
  @Option(help: "Why it supersedes it.") var because: String?

  mutating func validate() throws {
    observer = observer ?? getenv("LIC_OBSERVER").map { String(cString: $0) }
    guard let observer, Release.isPerson(observer) else {
      throw ValidationError(
        "--observer does not name a person: give a name as Family^Given, or a staff number")
    }
    if !Release.isPerson(role) || role.contains("^") {
      throw ValidationError("--role is not from 1 to 64 characters without \\, ^ or =")
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
    if let later = folder.laterReport { throw ReleaseError.obsolete(report, later: later) }
    let release = Release(
      observer: observer ?? "", role: role, time: Clock.stamp, amends: try amended(by: folder))
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

/// Why a report is not released.
enum ReleaseError: ExplainedError {
  case alreadyReleased(String)
  case unconfirmed(String, String)
  case notReleased(String)
  case otherStudy(String)
  case supersedes(String)
  case obsolete(String, later: String)

  var problem: String {
    switch self {
    case .alreadyReleased(let path): "`\(path)` is released already"
    case .unconfirmed(let what, _): "\(what) is not confirmed"
    case .notReleased(let path): "`\(path)` is not released"
    case .otherStudy(let path): "`\(path)` is of another study"
    case .supersedes(let path): "`\(path)` is a released report of the same study"
    case .obsolete(let path, let later): "`\(later)` is a later report of the study of `\(path)`"
    }
  }

  var reason: String {
    switch self {
    case .alreadyReleased: "a released report never changes"
    case .unconfirmed: "no figure leaves before a person has looked at it"
    case .notReleased: "only a released report is amended; a draft may be analysed again"
    case .otherStudy: "an amendment is of the same study"
    case .supersedes: "its reader must learn that it is superseded, and why"
    case .obsolete: "`lic serve` sends the last report of a study, and no other"
    }
  }

  var remedy: String {
    switch self {
    case .alreadyReleased: "analyse again into another folder, and release that with --amends"
    case .unconfirmed(_, let flag): "look at report.pdf, then give \(flag)"
    case .notReleased: "release it first, or leave --amends out"
    case .otherStudy: "name the folder of the report that this one supersedes"
    case .supersedes(let path): "give --amends \(path) and --because"
    case .obsolete(_, let later): "look at the later report, and release that: lic release \(later)"
    }
  }
}
