internal import Glibc
internal import LiverIron

/// User and password of Orthanc, from a file or the environment; never from the command line, which others see.
enum Credentials {
  static func read(file: String?) throws -> String? {
    if let file {
      var status = stat()
      guard stat(file, &status) == 0 else {
        throw UnreadableInput(path: file, reason: String(cString: strerror(errno)))
      }
      guard status.st_mode & 0o077 == 0 else {
        throw UnreadableInput(path: file, reason: "others may read it: `chmod 600` it")
      }
      let text = String(decoding: try fileBytes(file), as: UTF8.self)
      let line = text.split(separator: "\n").first.map(String.init) ?? ""
      guard line.contains(":") else {
        throw UnreadableInput(path: file, reason: "its first line is not `user:password`")
      }
      return line
    }
    guard let user = getenv("LIC_ORTHANC_USER"), let password = getenv("LIC_ORTHANC_PASSWORD")
    else { return nil }
    return String(cString: user) + ":" + String(cString: password)
  }
}
