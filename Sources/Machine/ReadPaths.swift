internal import Glibc

/// The files and folders that a command reads, which its outputs must not replace.
package struct ReadPaths {
  private var files: [FileIdentity: String] = [:]
  private var folders: [FileIdentity: (path: String, content: String)] = [:]

  package init() {}

  /// - Parameter path: `-` is standard input.
  package mutating func add(file path: String) {
    if path == "-" {
      // A terminal or a pipe can be input and output at once.
      if let input = ReadPaths.regular(descriptor: 0) { files[input] = "standard input" }
    } else if Files.isRegular(path), let identity = FileIdentity(path) {
      files[identity] = path
    }
  }

  /// - Parameter content: what the folder contains, for messages.
  package mutating func add(folder path: String, of content: String) {
    guard let identity = FileIdentity(path) else { return }
    folders[identity] = (path, content)
  }

  /// The path under which a file is read, or nil if it is not read.
  private func path(of file: FileIdentity) -> String? {
    if let path = files[file] { return path }
    for folder in folders.values {
      let entries = (try? FolderContents(of: Files.resolved(folder.path)))?.entries ?? []
      for (name, entry) in entries {
        let path = "\(folder.path)/\(name)"
        if case .file = entry, FileIdentity(path) == file { return path }
      }
    }
    return nil
  }

  /// Refuses an output that is one of the files, under any name, or that is in one of the folders.
  ///
  /// - Parameter output: nil or `-` is standard output.
  package func refuse(_ output: String?) throws(Failure) {
    guard let output, output != "-" else {
      guard let identity = ReadPaths.regular(descriptor: 1), let read = path(of: identity) else {
        return
      }
      throw Failure(
        .wrongUsage, "the output is the file that is read: standard output is `\(read)`",
        help: "write to another file")
    }
    if let identity = FileIdentity(output), let read = path(of: identity) {
      let sameName = read == output ? "" : ", which is `\(read)`"
      throw Failure(
        .wrongUsage, "the output is the file that is read: `\(output)`\(sameName)",
        help: "name another file")
    }
    var folder = Files.resolvedTarget(output)
    while true {
      if let identity = FileIdentity(folder), let read = folders[identity] {
        throw Failure(
          .wrongUsage,
          "the output `\(output)` is in `\(read.path)`, the folder of \(read.content)",
          help: "name a file outside of `\(read.path)`")
      }
      guard folder != "/", folder != "." else { return }
      folder = Files.folder(of: folder)
    }
  }

  private static func regular(descriptor: Int32) -> FileIdentity? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return FileIdentity(status)
  }
}

extension ReadPaths {
  /// Refuses two options of one command that name the same output.
  package static func requireDifferent(_ outputs: [(option: String, path: String)]) throws(Failure)
  {
    for (index, one) in outputs.enumerated() {
      for other in outputs[(index + 1)...] where isSame(one.path, other.path) {
        throw Failure(
          .wrongUsage,
          one.path == "-"
            ? "\(one.option) and \(other.option) both go to standard output"
            : "\(one.option) and \(other.option) name the same file",
          help: "name another file with \(other.option)")
      }
    }
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    if one == "-" || other == "-" { return one == other }
    if Files.resolvedTarget(one) == Files.resolvedTarget(other) { return true }
    guard Files.isRegular(one), let identity = FileIdentity(one) else { return false }
    return identity == FileIdentity(other)
  }
}
