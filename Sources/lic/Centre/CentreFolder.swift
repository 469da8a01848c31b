internal import FoundationEssentials
internal import Glibc
internal import LiverIron

/// The folder in which a centre keeps what it knows and what it holds.
struct CentreFolder {
  let path: String

  /// Makes it, and takes it for this process alone as long as that runs.
  init(_ path: String) throws {
    self.path = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path
    do {
      for part in ["", "/studies", "/reports", "/dead-letters"] {
        try FileManager.default.createDirectory(
          atPath: self.path + part, withIntermediateDirectories: true)
      }
    } catch {
      throw MachineFailure(
        problem: "`\(path)` cannot be made", reason: "\(error)",
        remedy: "check the permissions there, or name another place with --state")
    }
    chmod(self.path, 0o700)
    let lock = open(self.path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw MachineFailure(
        problem: "`\(path)` is in use", reason: "another `lic serve` works there",
        remedy: "end that one, or name another place with --state")
    }
    // The lock is held until the process ends: the descriptor is not closed.
  }

  var lastChange: Int {
    get {
      (try? fileBytes(path + "/last-change")).flatMap {
        Int(String(decoding: $0, as: UTF8.self).split(separator: "\n").first ?? "")
      } ?? 0
    }
    nonmutating set { try? write(Array("\(newValue)\n".utf8), to: "last-change") }
  }

  func record(_ key: String) -> StudyRecord? {
    guard let bytes = try? fileBytes(path + "/studies/\(key).json") else { return nil }
    return try? JSONDecoder().decode(StudyRecord.self, from: Data(bytes))
  }

  var records: [StudyRecord] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/studies")) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().compactMap {
      record(String($0.dropLast(5)))
    }
  }

  func save(_ record: StudyRecord) throws {
    let bytes = try jsonText(record) + "\n"
    try write(Array(bytes.utf8), to: "studies/\(record.key).json")
    let letter = "dead-letters/\(record.key).json"
    if record.stage == .dead {
      try write(Array(bytes.utf8), to: letter)
    } else {
      unlink(path + "/" + letter)
    }
  }

  /// Whether the last report of a study was sent.
  func isSent(_ record: StudyRecord) -> Bool {
    FileManager.default.fileExists(
      atPath: path + "/studies/\(record.key).sent-\(record.reports)")
  }

  /// Notes that the last report of a study is where it belongs.
  func mark(_ record: StudyRecord, sent count: Int) throws {
    try write(Array("\(count) objects\n".utf8), to: "studies/\(record.key).sent-\(record.reports)")
  }

  func report(_ record: StudyRecord) -> String { path + "/reports/" + record.reportName }

  /// Beside its place, then renamed into it.
  private func write(_ bytes: [UInt8], to name: String) throws {
    let place = path + "/" + name
    let new = place + ".new"
    do {
      try Data(bytes).write(to: URL(filePath: new))
    } catch {
      throw MachineFailure(
        problem: "`\(place)` cannot be written", reason: "\(error)",
        remedy: "check the space and the permissions there")
    }
    guard rename(new, place) == 0 else {
      throw MachineFailure(
        problem: "`\(place)` cannot be written", reason: String(cString: strerror(errno)),
        remedy: "check the space and the permissions there")
    }
  }
}
