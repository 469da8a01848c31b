internal import Glibc
internal import JSONShapes
internal import JSONText
internal import Machine

/// The folder in which a centre keeps its records of studies and their reports.
struct CentreFolder {
  let path: String

  /// Makes the folder, and locks it until this process ends.
  init(_ path: String) throws {
    self.path = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path
    for part in ["", "/studies", "/reports", "/dead-letters"] {
      try Files.makeFolder(self.path + part)
    }
    chmod(self.path, 0o700)
    let lock = open(self.path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw Failure(
        .machineFailed, "`\(path)` is in use by another `lic serve`",
        help: "end that one, or name another folder with --state")
    }
    // The lock is held until the process ends: the descriptor is not closed.
  }

  /// The number of the last change of Orthanc that was noted; 0 at first, and where the file is damaged: noting a change twice is
  /// harmless.
  var lastChange: Int {
    get throws(Failure) {
      let file = path + "/last-change"
      guard Files.exists(file) else { return 0 }
      let text = String(decoding: try Files.readRegular(file), as: UTF8.self)
      return Int(text.split(separator: "\n").first ?? "") ?? 0
    }
  }

  func save(lastChange: Int) throws(Failure) {
    try write(Array("\(lastChange)\n".utf8), to: "last-change")
  }

  /// The record of a study; nil for a new one.
  func record(_ key: String) throws(Failure) -> StudyRecord? {
    let file = path + "/studies/\(key).json"
    guard Files.exists(file) else { return nil }
    let bytes = try Files.readRegular(file)
    guard let json = try? JSON(bytes: bytes), let record = StudyRecord(json), record.key == key
    else {
      throw Failure(
        .inputHasErrors, "`\(file)` is damaged, so the study is left alone",
        help: "restore the file, or remove it and have Orthanc send the study again")
    }
    return record
  }

  /// The keys of the known studies, sorted.
  var keys: [String] {
    get throws(Failure) {
      try Files.names(in: path + "/studies").filter { $0.hasSuffix(".json") }
        .map { String($0.dropLast(5)) }
    }
  }

  func save(_ record: StudyRecord) throws(Failure) {
    let bytes = Array((StudyRecord.shape.json(record).pretty + "\n").utf8)
    try write(bytes, to: "studies/\(record.key).json")
    let letter = "dead-letters/\(record.key).json"
    if record.stage == .dead {
      try write(bytes, to: letter)
    } else {
      unlink(path + "/" + letter)
    }
  }

  /// Whether the last report of a study was sent.
  func isSent(_ record: StudyRecord) -> Bool {
    Files.exists(path + "/studies/\(record.key).sent-\(record.reports)")
  }

  /// Notes that the last report of a study was sent.
  func mark(_ record: StudyRecord, sent count: Int) throws(Failure) {
    try write(Array("\(count) objects\n".utf8), to: "studies/\(record.key).sent-\(record.reports)")
  }

  func report(_ record: StudyRecord) -> String { path + "/reports/" + record.reportName }

  private func write(_ bytes: [UInt8], to name: String) throws(Failure) {
    try Files.replace(path + "/" + name, with: bytes)
  }
}
