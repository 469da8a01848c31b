internal import Glibc

/// Waits for changes in a folder and the folders below it, using inotify.
package struct FolderWatch: ~Copyable {
  private let descriptor: Int32
  private let folder: String
  private let levels: Int
  private let concerns: (_ name: String) -> Bool

  /// Saving a file in an editor causes several events. A change counts as complete after this time without another one.
  private static let quietMilliseconds: Int32 = 15

  /// - Parameters:
  ///   - levels: how many levels of folders to watch; 1 for the folder alone.
  ///   - concerns: whether a change of the file or folder with this name matters.
  package init(_ folder: String, levels: Int, where concerns: @escaping (_ name: String) -> Bool)
    throws(Failure)
  {
    self.folder = folder
    self.levels = levels
    self.concerns = concerns
    descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard descriptor >= 0 else { throw Files.failure(.watch, folder) }
    try watch(folder, levels: levels)
  }

  deinit { close(descriptor) }

  private func watch(_ path: String, levels: Int) throws(Failure) {
    let events =
      IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_DELETE_SELF
    guard inotify_add_watch(descriptor, path, UInt32(events)) >= 0 else {
      // The folder may have been removed since it was listed.
      if errno == ENOENT, path != folder { return }
      throw Files.failure(.watch, path)
    }
    guard levels > 1 else { return }
    for name in try Files.names(in: path) where Files.isFolder("\(path)/\(name)") {
      try watch("\(path)/\(name)", levels: levels - 1)
    }
  }

  /// Returns after a change, once nothing has changed for a moment.
  package func wait() throws(Failure) {
    while !(try drain(waiting: -1)) {}
    while try drain(waiting: FolderWatch.quietMilliseconds) {}
    // Start to watch new folders; watching a folder a second time does nothing.
    if Files.isFolder(folder) { try watch(folder, levels: levels) }
  }

  /// Waits for an event, and reads all pending ones.
  ///
  /// - Returns: whether one of them matters.
  private func drain(waiting milliseconds: Int32) throws(Failure) -> Bool {
    var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let count = poll(&input, 1, milliseconds)
    if count < 0, errno == EINTR { return false }
    guard count >= 0 else { throw Files.failure(.watch, folder) }
    var events = [UInt8](repeating: 0, count: 1 << 14)
    var matters = false
    while count > 0 {
      let length = events.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard length > 0 else { break }
      matters = FolderWatch.names(in: events[..<length]).contains(where: concerns) || matters
    }
    return matters
  }

  /// The names of the files in the events. The name is empty for the watched folder itself and for an event overflow.
  private static func names(in events: ArraySlice<UInt8>) -> [String] {
    var names: [String] = []
    var rest = events
    let header = MemoryLayout<inotify_event>.size
    while rest.count >= header {
      let lengthOffset = rest.startIndex + 12
      let length = (0..<4).reduce(0) { $0 | Int(rest[lengthOffset + $1]) << (8 * $1) }
      let name = rest.dropFirst(header).prefix(length).prefix { $0 != 0 }
      names.append(String(decoding: name, as: UTF8.self))
      rest = rest.dropFirst(header + length)
    }
    return names
  }
}
