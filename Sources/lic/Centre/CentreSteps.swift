internal import Digests
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages
internal import LiverIronReports

extension Centre {
  func read(_ record: inout StudyRecord) throws {
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
    // A report that was written but not recorded is written again to the same folder, unless it is released.
    if isReleased(record), !folder.isSent(record) {
      log.write(record.key, "\(record.reportName) is released and not sent: the next supersedes it")
    }
    var next = record
    next.reports += 1
    while isReleased(next) { next.reports += 1 }
    try ResultFolder(folder.report(next)).write(try checked.files(analysedAt: Clock.stamp))
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

  /// Goes back to the stage of a study that is stable again with the same instances.
  private func resume(_ record: inout StudyRecord) {
    record.stage = isReleased(record) && folder.isSent(record) ? .sent : .measured
    record.reason = nil
  }

  private func isReleased(_ record: StudyRecord) -> Bool {
    (try? ReportFolder(folder.report(record)))?.release != nil
  }

  /// Whether the centre still waits for the rest of an incomplete study.
  private func waits(_ record: inout StudyRecord) -> Bool {
    let now = Clock.seconds
    let since = record.incompleteSince ?? now
    record.incompleteSince = since
    guard now < since + patience else { return false }
    record.notBefore = min(now + 30, since + patience)
    log.write(record.key, "incomplete, waiting")
    return true
  }

  /// The one known modality that all images came from. There is no default.
  private func destination(_ senders: Set<String>, unknown: Int) throws -> String {
    guard unknown == 0, let sender = senders.first else {
      throw DeadLetter(
        reason: senders.isEmpty && unknown == 0
          ? "it does not have a spin-echo image"
          : "\(unknown) images did not come from a DICOM modality")
    }
    guard senders.count == 1 else {
      throw DeadLetter(
        reason:
          "its images came from several modalities: \(senders.sorted().joined(separator: ", "))")
    }
    let known = try orthanc.modalities(titled: sender)
    guard known.count == 1 else {
      throw DeadLetter(
        reason: known.isEmpty
          ? "no modality of Orthanc has the sender's title \(sender)"
          : "several modalities of Orthanc have the title \(sender)")
    }
    return known[0]
  }

  func hold(_ record: inout StudyRecord) throws {
    for file in try objects(record) { _ = try orthanc.store(file) }
    record.stage = .held
    record.attempts = 0
    log.write(record.key, "held for release in reports/\(record.reportName)")
  }

  func send(_ record: inout StudyRecord) throws {
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
}

/// Why a study needs a person before it can go on.
struct DeadLetter: Error {
  var reason: String
}
