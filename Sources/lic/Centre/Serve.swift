internal import ArgumentParser
internal import Glibc
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronReports
internal import Machine

/// `lic serve`: the analysis centre on an Orthanc server.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure studies that arrive at an Orthanc server, and return what is released.",
    discussion: """
      Waits until a study is stable and complete, checks and measures it, stores drafts, and holds the report in
      STATE/reports until a person releases it with `lic release STATE/reports/REPORT`. Then Orthanc sends it to the
      modality that the images came from. What cannot go on is a dead letter with its reason in STATE/dead-letters.
      May be killed and started again at any time.

        lic serve --orthanc http://localhost:8042 --research-use --pin pin.json --state centre

      User and password of Orthanc are the first line of the file --credentials (user:password, readable by you alone),
      or LIC_ORTHANC_USER and LIC_ORTHANC_PASSWORD in the environment.
      \(ResearchUse.short)
      """)

  @Option(help: "The address of Orthanc.") var orthanc: String
  @Flag(help: "You know that this is for research and not cleared as a medical device.")
  var researchUse = false
  @Option(
    help: "A JSON file with the calibration that a policy pins; without it there is R2 alone.")
  var pin: String?
  @Option(help: "The folder for records and reports.") var state = "lic-centre"
  @Option(help: "A file with user:password of Orthanc.") var credentials: String?
  @Option(help: "Seconds between requests to Orthanc.") var interval = 5
  @Option(help: "Seconds to wait for the rest of an incomplete study.") var patience = 900
  @Option(help: "Seconds before the second try; each further wait is twice as long.")
  var backoff = 10
  @Option(help: "Threads of the fits.") var threads = 2
  @Flag(help: "Do one round, and exit.") var once = false
  @Flag(help: "Start dead letters again, for example after a sender was added to Orthanc.")
  var retryDeadLetters = false
  @Flag(help: "Write patient IDs to the log.") var logIdentities = false

  mutating func validate() throws {
    guard researchUse else {
      throw ValidationError("give --research-use: \(ResearchUse.short)")
    }
    guard orthanc.hasPrefix("http://") || orthanc.hasPrefix("https://") else {
      throw ValidationError("--orthanc is not the address of a server, as http://localhost:8042")
    }
    guard !orthanc.contains("@") else {
      throw ValidationError(
        "user and password are not given on the command line: see --credentials")
    }
    if !(1...3600).contains(interval) {
      throw ValidationError("--interval is not from 1 to 3600 s")
    }
    if !(0...86400).contains(patience) {
      throw ValidationError("--patience is not from 0 to 86400 s")
    }
    if !(1...3600).contains(backoff) { throw ValidationError("--backoff is not from 1 to 3600 s") }
    if !(1...256).contains(threads) { throw ValidationError("--threads is not from 1 to 256") }
  }

  func run() throws {
    var request = CheckedRequest()
    request.settings.pinned = try pin.map { try PinnedCalibration(file: $0) }
    let centre = Centre(
      orthanc: OrthancClient(
        try HTTPConnection(orthanc, credentials: try Credentials.read(file: credentials))),
      folder: try CentreFolder(state), request: request,
      execution: FitExecution(threads: threads),
      log: CentreLog(showsIdentities: logIdentities), patience: patience, backoff: backoff)
    if retryDeadLetters { try centre.revive() }
    if once { return try centre.round() }
    while true {
      do {
        try centre.round()
      } catch let error as OrthancError {
        // The server may come back, and the records are on the disk.
        Terminal.error("\(Release.text(of: Clock.stamp)) \(error.problem): \(error.reason)")
      }
      sleep(UInt32(interval))
    }
  }
}
