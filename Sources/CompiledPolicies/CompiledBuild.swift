internal import DecisionTable
internal import Diagnostics
internal import Digests
internal import JSONText
package import Machine
internal import ReleaseSigning

/// One build. Every file is checked against its digest in the manifest.
package struct CompiledBuild: ~Copyable {
  let path: String
  private let snapshot: FolderSnapshot
  private let digests: [String: String]
  /// The bytes of the manifest, by which builds are told apart.
  package let manifest: [UInt8]
  /// The paths of the files in the order of the manifest.
  let files: [String]

  init(path: String, _ snapshot: consuming FolderSnapshot) throws(Failure) {
    let damaged = Failure(
      .inputHasErrors, "`\(path)/\(CompiledFolder.manifest)` is damaged",
      help: "run `policyc build`")
    guard let manifest = try? snapshot.read(CompiledFolder.manifest),
      let listed = (try? JSON(bytes: manifest))?["files"]?.array
    else { throw damaged }
    var digests: [String: String] = [:]
    var files: [String] = []
    for file in listed {
      guard let path = file["path"]?.string, let digest = file["sha256"]?.string else {
        throw damaged
      }
      digests[path] = digest
      files.append(path)
    }
    self.path = path
    self.snapshot = snapshot
    self.manifest = manifest
    self.digests = digests
    self.files = files
  }

  package func digest(of file: String) throws(Failure) -> String {
    guard let digest = digests[file] else {
      throw damaged("`\(path)/\(CompiledFolder.manifest)` does not list `\(file)`")
    }
    return digest
  }

  /// The files below a folder that the manifest lists.
  func artifacts(below folder: String) -> [ReleaseStatement.Subject] {
    files.filter { $0.hasPrefix(folder) }.map {
      ReleaseStatement.Subject(path: $0, sha256: digests[$0] ?? "")
    }
  }

  /// The signed envelope of a release, by `POLICY/REVISION`, which the manifest does not list; nil if
  /// it is not signed.
  package func release(of revision: String) throws(Failure) -> [UInt8]? {
    let envelope = "\(revision)/\(ReleaseStatement.fileName)"
    return snapshot.holds(envelope) ? try snapshot.read(envelope, limit: 32 << 20) : nil
  }

  /// The bytes of a file as they were built.
  ///
  /// If version control has converted the line breaks to CRLF, they are converted back.
  package func read(_ file: String) throws(Failure) -> [UInt8] {
    let digest = try digest(of: file)
    guard snapshot.holds(file) else {
      throw damaged("`\(path)/\(file)` was built but no longer exists")
    }
    let bytes = try snapshot.read(file)
    if Digest(of: bytes).hexadecimal == digest { return bytes }
    let converted = bytes.withUnixLineBreaks
    guard Digest(of: converted).hexadecimal == digest else {
      throw damaged("`\(path)/\(file)` is not the file that was built")
    }
    return converted
  }

  func decoded<Value>(_ file: String, _ decode: () throws(TableError) -> Value)
    throws(Failure) -> Value
  {
    do throws(TableError) {
      return try decode()
    } catch {
      throw damaged("`\(path)/\(file)` cannot be read: \(error.text)")
    }
  }

  func damaged(_ problem: String) -> Failure {
    Failure(.inputHasErrors, problem, help: "run `policyc build`")
  }
}

extension TableError {
  fileprivate var text: String {
    switch self {
    case .notJSON(let message, let offset): "\(message), at byte \(offset)"
    case .unsupportedFormat(let format): "this version does not support its format: \(format)"
    case .malformed(let member, let reason): member.isEmpty ? reason : "`\(member)`: \(reason)"
    }
  }
}
