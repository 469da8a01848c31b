internal import Glibc

/// Waits for changes below a folder, by inotify.
struct FolderWatch: ~Copyable {
  private let descriptor: Int32
  private let folder: String

  /// Editors write several times for one save.
  private static let quietMilliseconds: Int32 = 15

  init(_ folder: String) throws(Failure) {
    self.folder = folder
    descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard descriptor >= 0 else { throw Files.failure(.watch, folder) }
    try watch(folder, levels: 3)
  }

  deinit { close(descriptor) }

  private func watch(_ path: String, levels: Int) throws(Failure) {
    let events =
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF
    guard inotify_add_watch(descriptor, path, UInt32(events)) >= 0 else {
      throw Files.failure(.watch, path)
    }
    guard levels > 1 else { return }
    for name in try Files.names(in: path) where Files.isFolder("\(path)/\(name)") {
      try watch("\(path)/\(name)", levels: levels - 1)
    }
  }

  /// Returns when something has changed, and nothing more for a moment.
  func wait() throws(Failure) {
    try drain(waiting: -1)
    while try drain(waiting: FolderWatch.quietMilliseconds) {}
    // A folder that is new is watched from now on; to watch one twice is to watch it once.
    if Files.isFolder(folder) { try watch(folder, levels: 3) }
  }

  /// - Returns: whether there was anything.
  @discardableResult
  private func drain(waiting milliseconds: Int32) throws(Failure) -> Bool {
    var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let count = poll(&input, 1, milliseconds)
    if count < 0, errno == EINTR { return true }
    guard count >= 0 else { throw Files.failure(.watch, folder) }
    guard count > 0 else { return false }
    var events = [UInt8](repeating: 0, count: 1 << 14)
    while events.withUnsafeMutableBytes({ read(descriptor, $0.baseAddress, $0.count) }) > 0 {}
    return true
  }
}
