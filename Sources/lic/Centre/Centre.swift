internal import Digests
internal import FoundationEssentials
internal import Glibc
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages
internal import LiverIronReports
internal import Machine

/// The analysis centre: studies in from Orthanc, reports held, what is released back to where it came from.
///
/// Each step is done, then recorded; a step that is done twice has the same effect as once, so that it may be killed anywhere.
struct Centre {
  let orthanc: OrthancClient
  let folder: CentreFolder
  let request: CheckedRequest
  let execution: FitExecution
  let log: CentreLog
  /// How long an incomplete study is waited for, in s.
  let patience: Int
  /// The first wait after a failure, in s; each is twice the one before.
  let backoff: Int
  static let mostAttempts = 8

  /// One round: new studies noted, every study a step on where it can.
  func round() throws {
    try note()
    for key in try folder.keys {
      if let record = known(key) { step(record) }
    }
  }

  /// Takes dead letters up again from where they arrived.
  func revive() throws {
    for key in try folder.keys {
      guard var record = known(key), record.stage == .dead else { continue }
      record.stage = .arrived
      record.attempts = 0
      record.notBefore = 0
      record.reason = nil
      try folder.save(record)
    }
  }

  /// The record of a study; a damaged one is reported, and stays on the disk until the study arrives again.
  private func known(_ key: String) -> StudyRecord? {
    do {
      return try folder.record(key)
    } catch {
      log.write(key, error.problem)
      return nil
    }
  }

  /// What became stable since the last round.
  private func note() throws {
    while true {
      let before = folder.lastChange
      let changes = try orthanc.changes(since: before)
      for change in changes.changes where change.changeType == "StableStudy" {
        let key = String(Digest(of: change.id).hexadecimal.prefix(16))
        var record =
          known(key) ?? StudyRecord(key: key, orthancID: change.id, stage: .arrived)
        // A study may become stable again at any stage; whether it is new is seen from its instances.
        if record.stage != .arrived || record.incompleteSince != nil {
          record.stage = .arrived
          record.attempts = 0
          record.notBefore = 0
        }
        try folder.save(record)
      }
      folder.lastChange = changes.last
      // A node that never says that it is done, or a number that could not be saved, must not keep a round from ending.
      if changes.done || folder.lastChange <= before { return }
    }
  }

  private func step(_ record: StudyRecord) {
    guard record.notBefore <= now else { return }
    var record = record
    do {
      switch record.stage {
      case .arrived: try read(&record)
      case .measured: try hold(&record)
      case .held: try send(&record)
      case .sent, .dead: return
      }
    } catch let letter as DeadLetter {
      bury(&record, letter.reason)
    } catch let error as OrthancError {
      postpone(&record, error.problem + ": " + error.reason)
    } catch let error as Failure {
      postpone(&record, error.problem)
    } catch {
      bury(
        &record, (error as? any ExplainedError).map { "\($0.problem): \($0.reason)" } ?? "\(error)")
    }
    do {
      try folder.save(record)
    } catch {
      log.write(record.key, "state not saved: \(error)")
    }
  }

  private var now: Int { time(nil) }

  private func read(_ record: inout StudyRecord) throws {
    var study = DICOMStudy()
    var senders: Set<String> = []
    var unknown = 0
    for instance in try orthanc.instances(ofStudy: record.orthancID).sorted() {
      let file = StudyFile(try orthanc.file(instance), name: instance)
      study.add(file)
      guard file.hasImages else { continue }
      if let sender = try orthanc.sender(instance) { senders.insert(sender) } else { unknown += 1 }
    }
    let agents = try orthanc.contrastAgents(besideStudy: record.orthancID)
    study.add(contrastAgents: agents)
    study.finish()
    let words = study.sources.map(\.sha256) + study.faults + agents
    let inputs = Digest(of: words.sorted().joined(separator: "\n")).hexadecimal
    if inputs == record.inputs {
      return resume(&record)
    }
    record.agentsOfTheDay = agents
    record.destination = try destination(senders, unknown: unknown)
    let checked = try CheckedAnalysis(AcquiredStudy(study), request, execution)
    if checked.mayBeIncomplete, waits(&record) { return }
    record.incompleteSince = nil
    // A report that was written and not recorded is written again at the same place; a released one is never.
    if isReleased(record), !folder.isSent(record) {
      log.write(record.key, "\(record.reportName) is released and not sent: the next supersedes it")
    }
    var next = record
    next.reports += 1
    while isReleased(next) { next.reports += 1 }
    try ResultFolder(folder.report(next)).write(try checked.files(analysedAt: clockTime()))
    record = next
    record.inputs = inputs
    record.stage = .measured
    record.attempts = 0
    log.write(
      record.key,
      checked.isRefused
        ? "refused: \(checked.findings.failures.map(\.check.code.rawValue).joined(separator: ", "))"
        : "measured", identity: study.identity?.patientID)
  }

  /// The study is stable again with nothing new: back to where it was.
  private func resume(_ record: inout StudyRecord) {
    record.stage = isReleased(record) && folder.isSent(record) ? .sent : .measured
    record.reason = nil
  }

  private func isReleased(_ record: StudyRecord) -> Bool {
    (try? ReportFolder(folder.report(record)))?.release != nil
  }

  /// Whether a study that lacks images is given more time.
  private func waits(_ record: inout StudyRecord) -> Bool {
    let since = record.incompleteSince ?? now
    record.incompleteSince = since
    guard now < since + patience else { return false }
    record.notBefore = min(now + 30, since + patience)
    log.write(record.key, "incomplete, waiting")
    return true
  }

  /// The modality that the images came from: known, and one. There is no default.
  private func destination(_ senders: Set<String>, unknown: Int) throws -> String {
    guard unknown == 0, let sender = senders.first else {
      throw DeadLetter(
        reason: senders.isEmpty && unknown == 0
          ? "it has no spin-echo image" : "\(unknown) images did not come from a DICOM modality")
    }
    guard senders.count == 1 else {
      throw DeadLetter(
        reason:
          "its images came from several modalities: \(senders.sorted().joined(separator: ", "))")
    }
    let known = try orthanc.modalities().filter { $0.value.aet == sender }.keys.sorted()
    guard known.count == 1 else {
      throw DeadLetter(
        reason: known.isEmpty
          ? "no modality of Orthanc has the sender's title \(sender)"
          : "several modalities of Orthanc have the title \(sender)")
    }
    return known[0]
  }

  private func hold(_ record: inout StudyRecord) throws {
    for file in try objects(record) { _ = try orthanc.store(file) }
    record.stage = .held
    record.attempts = 0
    log.write(record.key, "held for release in reports/\(record.reportName)")
  }

  private func send(_ record: inout StudyRecord) throws {
    guard (try ReportFolder(folder.report(record))).release != nil else { return }
    guard let destination = record.destination else {
      throw DeadLetter(reason: "where it came from is not recorded")
    }
    let agents = try orthanc.contrastAgents(besideStudy: record.orthancID)
    guard agents == record.agentsOfTheDay ?? [] else {
      record.stage = .arrived
      return log.write(record.key, "another study of the day names a contrast agent: read again")
    }
    let stored = try objects(record).map { file throws(OrthancError) in try orthanc.store(file) }
    try orthanc.send(stored, to: destination)
    try folder.mark(record, sent: stored.count)
    record.stage = .sent
    record.attempts = 0
    log.write(record.key, "sent to \(destination): \(stored.count) objects")
  }

  /// The objects of a report, if they are what the person read.
  private func objects(_ record: StudyRecord) throws -> [[UInt8]] {
    try ReportFolder(folder.report(record)).objects().map(\.bytes)
  }

  private func postpone(_ record: inout StudyRecord, _ reason: String) {
    record.attempts += 1
    guard record.attempts < Self.mostAttempts else {
      return bury(&record, "\(reason); tried \(record.attempts) times")
    }
    let wait = min(backoff << (record.attempts - 1), 3600)
    record.notBefore = now + wait
    record.reason = reason
    log.write(record.key, "\(reason); again in \(wait) s")
  }

  private func bury(_ record: inout StudyRecord, _ reason: String) {
    record.stage = .dead
    record.reason = reason
    log.write(record.key, "dead letter: \(reason)")
  }
}

extension Failure {
  /// What is wrong, on one line.
  fileprivate var problem: String {
    let line = message.prefix { $0 != "\n" }
    return String(line.hasPrefix("error: ") ? line.dropFirst("error: ".count) : line)
  }
}

/// Why a study cannot go on without a person.
private struct DeadLetter: Error {
  var reason: String
}

/// What happens, a line each on standard error; nobody's name or number unless it is asked for.
struct CentreLog {
  let showsIdentities: Bool

  func write(_ key: String, _ event: String, identity: String? = nil) {
    let person = showsIdentities ? identity.map { " (patient \($0))" } ?? "" : ""
    Terminal.error("\(Release.text(of: clockTime())) study \(key)\(person) \(event)")
  }
}
