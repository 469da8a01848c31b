internal import Digests
internal import LiverIron
internal import LiverIronAnalysis
internal import Machine

/// The analysis centre: it measures studies that arrive at Orthanc, holds their reports, and returns those that are released.
///
/// Each step is done, then recorded, and doing a step twice has the same effect as once, so the program may be killed anywhere.
struct Centre {
  let orthanc: OrthancClient
  let folder: CentreFolder
  let request: CheckedRequest
  let execution: FitExecution
  let log: CentreLog
  /// How long the centre waits for the rest of an incomplete study, in s.
  let patience: Int
  /// The first wait after a failure, in s; each is twice the one before.
  let backoff: Int
  static let mostAttempts = 8

  /// One round: notes new studies, and takes every study one step further where it can.
  func round() throws {
    try note()
    for key in try folder.keys {
      if let record = known(key) { step(record) }
    }
  }

  /// Starts the studies of dead letters again.
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

  /// Notes the studies that became stable since the last round.
  private func note() throws {
    var before = try folder.lastChange
    // A node that goes on for ever must not keep a round from its studies.
    for _ in 0..<Self.mostPages {
      let changes = try orthanc.changes(since: before)
      for change in changes.changes where change.kind == "StableStudy" {
        let key = String(Digest(of: change.resource).hexadecimal.prefix(16))
        var record =
          known(key) ?? StudyRecord(key: key, orthancID: change.resource, stage: .arrived)
        // A study may become stable again at any stage; whether it is new is seen from its instances.
        if record.stage != .arrived || record.incompleteSince != nil {
          record.stage = .arrived
          record.attempts = 0
          record.notBefore = 0
        }
        try folder.save(record)
      }
      try folder.save(lastChange: changes.last)
      if changes.isDone || changes.last <= before { return }
      before = changes.last
    }
  }

  /// Of 200 changes each.
  private static let mostPages = 1000

  private func step(_ record: StudyRecord) {
    guard record.notBefore <= Clock.seconds else { return }
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

  private func postpone(_ record: inout StudyRecord, _ reason: String) {
    record.attempts += 1
    guard record.attempts < Self.mostAttempts else {
      return bury(&record, "\(reason); tried \(record.attempts) times")
    }
    let wait = min(backoff << (record.attempts - 1), 3600)
    record.notBefore = Clock.seconds + wait
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
