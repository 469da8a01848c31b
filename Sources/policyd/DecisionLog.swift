internal import Dispatch
internal import Glibc
internal import JSONText
internal import Machine
internal import NIOCore
internal import Parallel
internal import Synchronization

/// The log of decisions: what was answered, by which table. An answer leaves the service only when its record is on the disk.
///
/// Records that arrive while the disk is busy are written and synced together. A file that has reached its size is
/// followed by another one; none is deleted.
final class DecisionLog: Sendable {
  private let folder: String
  /// Whether records contain the requests, and so what they say of a person.
  let keepsRequests: Bool
  private let state = Mutex(State())
  private let changed = Condition()

  private struct State {
    var pending: [UInt8] = []
    var waiting: [EventLoopPromise<Void>] = []
    var isEnding = false
    var hasEnded = false
  }

  /// The size after which the next file is begun.
  static let fileSize = 256 << 20
  static let suffix = ".decisions.ndjson"

  init(_ folder: String, keepingRequests keepsRequests: Bool) throws(Failure) {
    self.folder = folder
    self.keepsRequests = keepsRequests
    let file = try LogFile(in: folder)
    DispatchQueue(label: "log").async { self.write(to: file) }
  }

  /// Appends records.
  ///
  /// - Returns: a future that succeeds when they are on the disk, after those that were appended before.
  func append(_ records: [UInt8], on loop: any EventLoop) -> EventLoopFuture<Void> {
    let promise = loop.makePromise(of: Void.self)
    let isOpen = state.withLock { state in
      guard !state.isEnding else { return false }
      state.pending += records
      state.waiting.append(promise)
      return true
    }
    if isOpen { changed.changed() } else { promise.fail(ChannelError.ioOnClosedChannel) }
    return promise.futureResult
  }

  /// Writes what is left, and returns when it is on the disk.
  func end() {
    state.withLock { $0.isEnding = true }
    changed.changed()
    changed.wait { state.withLock { $0.hasEnded } }
  }

  private func write(to first: LogFile) {
    var file = first
    while true {
      changed.wait { state.withLock { !$0.waiting.isEmpty || $0.isEnding } }
      let (records, waiting, isEnding) = state.withLock { state in
        defer {
          state.pending = []
          state.waiting = []
        }
        return (state.pending, state.waiting, state.isEnding)
      }
      var problem: Failure?
      do throws(Failure) {
        if file.size >= DecisionLog.fileSize { file = try LogFile(in: folder) }
        try file.append(records)
      } catch {
        problem = error
      }
      // Without its record, no answer is given.
      for promise in waiting {
        if let problem { promise.fail(problem) } else { promise.succeed(()) }
      }
      if isEnding, waiting.isEmpty { break }
    }
    state.withLock { $0.hasEnded = true }
    changed.changed()
  }
}

/// A file of records, named by the moment at which it was begun.
private final class LogFile: @unchecked Sendable {
  // Safe to share: only the thread that writes uses it after it was made.
  private let descriptor: Int32
  private let path: String
  private(set) var size = 0

  init(in folder: String) throws(Failure) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    path = "\(folder)/\(now.tv_sec)-\(now.tv_nsec)\(DecisionLog.suffix)"
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Failure(
        .machineFailed, "cannot begin the log `\(path)`: \(String(cString: strerror(errno)))",
        help: "make the folder, and let the service write to it")
    }
    // The name of the file has to be on the disk too.
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  deinit { close(descriptor) }

  func append(_ records: [UInt8]) throws(Failure) {
    var written = 0
    while written < records.count {
      let count = records.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + written, records.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failed("written to") }
      written += count
    }
    size += written
    guard written == 0 || fdatasync(descriptor) == 0 else { throw failed("synced") }
  }

  private func failed(_ what: String) -> Failure {
    Failure(
      .machineFailed, "`\(path)` cannot be \(what): \(String(cString: strerror(errno)))",
      help: "make room on the disk")
  }
}
