internal import Glibc

/// Everything below a folder, by path relative to the folder. Links are listed as entries and not followed.
struct FolderContents {
  enum Entry {
    case folder(mode: mode_t)
    case file(size: Int)
    /// A link, a pipe, a socket or a device.
    case other

    var isFolder: Bool { if case .folder = self { true } else { false } }
  }

  let entries: [(path: String, entry: Entry)]
  private let indices: [String: Int]

  init(of folder: String) throws(Failure) {
    var entries: [(path: String, entry: Entry)] = []
    try FolderContents.append(folder, "", to: &entries)
    self.entries = entries
    indices = Dictionary(
      entries.enumerated().map { ($0.element.path, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  subscript(path: String) -> Entry? { indices[path].map { entries[$0].entry } }

  private static func append(
    _ folder: String, _ prefix: String, to entries: inout [(path: String, entry: Entry)]
  ) throws(Failure) {
    for name in try Files.allNames(in: folder) {
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        entries.append((prefix + name, .folder(mode: status.st_mode & 0o7777)))
        try append(path, "\(prefix)\(name)/", to: &entries)
      case S_IFREG: entries.append((prefix + name, .file(size: Int(status.st_size))))
      default: entries.append((prefix + name, .other))
      }
    }
  }
}
