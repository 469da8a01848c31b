internal import Glibc
internal import Machine

/// User and password of Orthanc, from a file or the environment, but not from the command line, which other users can see.
enum Credentials {
  static func read(file: String?) throws -> String? {
    if let file {
      var status = stat()
      guard stat(file, &status) == 0 else {
        throw Files.failure(.read, file)
      }
      guard status.st_mode & 0o077 == 0 else {
        throw Failure(
          .inputHasErrors, "`\(file)` is a secret, and others may read it",
          help: "make it private with `chmod 600 \(file)`")
      }
      let text = String(decoding: try Files.readRegular(file), as: UTF8.self)
      let line = text.split(separator: "\n").first.map(String.init) ?? ""
      guard line.contains(":") else {
        throw Failure(
          .inputHasErrors, "the first line of `\(file)` is not `user:password`",
          help: "write user and password of Orthanc there")
      }
      return line
    }
    guard let user = getenv("LIC_ORTHANC_USER"), let password = getenv("LIC_ORTHANC_PASSWORD")
    else { return nil }
    return String(cString: user) + ":" + String(cString: password)
  }
}
