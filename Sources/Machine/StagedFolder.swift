internal import CLinux
internal import Glibc

/// The next state of a folder, written next to it: new files, and hard links to the files that stay.
struct StagedFolder {
  /// The folder to replace, as a path without links.
  let path: String
  /// The folder as the user named it.
  let named: String
  let old: FolderContents
  let files: [WholeFolder.File]
  /// The paths of files that are new or differ from those in the old folder.
  let changed: Set<String>
  let removed: Set<String>

  /// A staged folder that has been written to the disk.
  struct Written {
    fileprivate let staging: String
    fileprivate let path: String
    /// An open descriptor that holds the lock of the folder, so that no other process takes it for a leftover or writes
    /// to it before this one has finished.
    fileprivate let descriptor: Int32
  }

  /// - Returns: nil if the folder cannot be written next to the old one.
  func write() throws(Failure) -> Written? {
    guard let (staging, descriptor) = makeStaging() else { return nil }
    do throws(Failure) {
      guard try fill(staging) else {
        Files.removeTree(staging)
        close(descriptor)
        return nil
      }
    } catch {
      Files.removeTree(staging)
      close(descriptor)
      throw error
    }
    return Written(staging: staging, path: path, descriptor: descriptor)
  }

  private func makeStaging() -> (path: String, descriptor: Int32)? {
    var status = stat()
    let mode = stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0o755
    while true {
      let staging = Leftover.path(nextTo: path)
      guard mkdir(staging, 0o755) == 0 else {
        if errno == EEXIST { continue }
        return nil
      }
      let descriptor = open(staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else {
        if errno == ENOENT { continue }
        rmdir(staging)
        return nil
      }
      // Another process may have taken the folder for a leftover before it was locked.
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK,
        FileIdentity(staging) == FileIdentity(descriptor: descriptor)
      else {
        close(descriptor)
        continue
      }
      _ = chown(staging, status.st_uid, status.st_gid)
      chmod(staging, mode)
      return (staging, descriptor)
    }
  }

  /// - Returns: false if a file of the old folder cannot be linked into the new one.
  private func fill(_ staging: String) throws(Failure) -> Bool {
    var folders: [String: mode_t] = [:]
    let listed = removed.union(files.map(\.path))
    let kept = keptFolders(listed)
    // Keep the user's files and the folders that contain them.
    for (path, entry) in old.entries where !listed.contains(path) {
      switch entry {
      case .folder(let mode):
        if kept.contains(path) { try makeFolder(path, mode, in: staging, &folders) }
      case .file, .other:
        try makeFolder(Files.parent(of: path), 0o755, in: staging, &folders)
        guard link(path, to: staging) else { return false }
      }
    }
    var written: [Int32] = []
    defer { for descriptor in written { close(descriptor) } }
    for file in files {
      try makeFolder(Files.parent(of: file.path), 0o755, in: staging, &folders)
      if !changed.contains(file.path), link(file.path, to: staging) { continue }
      let descriptor = open(
        "\(staging)/\(file.path)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw Files.failure(.write, "\(named)/\(file.path)") }
      written.append(descriptor)
      try Files.append(file.bytes, to: descriptor, "\(named)/\(file.path)")
      begin_write_out(descriptor, 0, 0)
      if written.count == StagedFolder.mostOpen { try finish(&written) }
    }
    try finish(&written)
    for folder in folders.keys { Files.syncFolder("\(staging)/\(folder)") }
    Files.syncFolder(staging)
    return true
  }

  /// This is far below the number of files that a process may have open.
  private static let mostOpen = 64

  /// Syncs files to the disk and closes them. Syncing them together is faster than one at a time.
  private func finish(_ written: inout [Int32]) throws(Failure) {
    for descriptor in written where !Files.sync(descriptor) { throw Files.failure(.write, named) }
    for descriptor in written { close(descriptor) }
    written.removeAll()
  }

  /// Makes a folder and those above it, by their path in the staged folder.
  private func makeFolder(
    _ folder: String, _ mode: mode_t, in staging: String, _ made: inout [String: mode_t]
  ) throws(Failure) {
    guard !folder.isEmpty, made[folder] == nil else { return }
    try makeFolder(Files.parent(of: folder), 0o755, in: staging, &made)
    guard mkdir("\(staging)/\(folder)", mode | 0o700) == 0 else {
      throw Files.failure(.make, "\(named)/\(folder)")
    }
    made[folder] = mode
  }

  /// The folders to keep although no build made a file in them: empty ones, and those that contain the user's files.
  private func keptFolders(_ listed: Set<String>) -> Set<String> {
    var kept: Set<String> = []
    var hasEntries: Set<String> = []
    for (path, entry) in old.entries {
      var folder = Files.parent(of: path)
      hasEntries.insert(folder)
      guard !entry.isFolder, !listed.contains(path) else { continue }
      while !folder.isEmpty, kept.insert(folder).inserted { folder = Files.parent(of: folder) }
    }
    for (path, entry) in old.entries where entry.isFolder && !hasEntries.contains(path) {
      kept.insert(path)
    }
    return kept
  }

  /// Links a file of the old folder into the new one. A symbolic link is copied, not followed.
  private func link(_ file: String, to staging: String) -> Bool {
    linkat(AT_FDCWD, "\(path)/\(file)", AT_FDCWD, "\(staging)/\(file)", 0) == 0
  }
}

extension StagedFolder.Written {
  /// Exchanges the folders in one step.
  ///
  /// - Returns: false if the file system does not support it.
  func exchange() -> Bool {
    if exchange_paths(staging, path) == 0 { return true }
    // If another program has removed the old folder, the new one only needs its name.
    return errno == ENOENT && rename_to_new(staging, path) == 0
  }

  func remove() {
    Files.removeTree(staging)
    close(descriptor)
  }

  /// Removes the old folder, which now has the temporary name, after its last reader has finished.
  ///
  /// - Parameter listed: the files that the old or the new manifest lists.
  func retire(guardName: String, removed listed: Set<String>) {
    defer { close(descriptor) }
    guard FileIdentity(staging) != nil, waitForReaders(of: guardName) else { return }
    for (file, entry) in (try? FolderContents(of: staging))?.entries ?? [] {
      if entry.isFolder { continue }
      // A file that was added to the old folder during the build moves to the new one.
      if !listed.contains(file), isMissing(file) {
        rename_to_new("\(staging)/\(file)", "\(path)/\(file)")
      }
    }
    Files.removeTree(staging)
  }

  private func isMissing(_ file: String) -> Bool {
    var status = stat()
    return lstat("\(path)/\(file)", &status) != 0
  }

  /// - Returns: false if a reader still uses the folder after 2 s. The next writer will remove it.
  private func waitForReaders(of guardName: String) -> Bool {
    let guardFile = open("\(staging)/\(guardName)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard guardFile >= 0 else { return true }
    defer { close(guardFile) }
    for _ in 0..<400 {
      if flock(guardFile, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return true }
      usleep(5_000)
    }
    return false
  }
}
