internal import DecisionRequests
internal import DecisionTable
internal import Diagnostics
internal import Digests
internal import JSONText
internal import Machine
internal import PolicyCompilation
internal import PolicyModel
internal import PolicySources
internal import ReleaseSigning

/// A folder that `policyc build` wrote, from which compiled policies are read.
struct CompiledFolder {
  let path: String
  /// The folder of sources that the user named, or nil for the default folder if it exists.
  let sources: String?
  /// The keys of which one must have signed each revision, or nil if signatures are not required.
  let trusted: [PublicKey]?

  /// A policy with the digests of its tables.
  struct Policy {
    let compiled: CompiledPolicy
    /// SHA-256 of each revision's table, oldest revision first.
    let digests: [(revision: String, digest: String)]
  }

  /// The policies of the folder, all from one build.
  ///
  /// - Parameter only: the id of the one policy that requests are for. If it is not built, all policies
  ///   are read, so that the caller can say which there are.
  /// - Throws: if a table is out of date or damaged, so that it never decides a request.
  func policies(only: String?) throws(Failure) -> [Policy] {
    guard let snapshot = try FolderSnapshot(path, guardedBy: OutputFolder.manifest) else {
      throw Failure(
        .inputHasErrors,
        Files.exists(path)
          ? "`\(path)` does not contain a compiled policy" : "there is no folder `\(path)` here",
        help: "run `policyc build`, or name the folder of a build with --compiled")
    }
    let build = try CompiledBuild(path: path, snapshot)
    // Sources that the user names have to exist. Without sources, the digests of the build are checked alone.
    let folder = sources ?? "policy"
    let current =
      sources != nil || Files.isFolder(folder) ? try SourceFolder(folder).texts : nil
    var files = build.files.filter { $0.hasSuffix("/policy.json") }
    if let only, files.contains("\(only)/policy.json") { files = ["\(only)/policy.json"] }
    var policies: [Policy] = []
    for file in files {
      let id = String(file.dropLast("/policy.json".count))
      let bytes = try build.read(file)
      if let current {
        let index = try? JSON(bytes: bytes)
        guard index?["source_sha256"]?.string == Compilation.digest(of: id, in: current),
          index?["compiler"]?.string == Compiler.name,
          hasTerms(index?["terms"]?.array ?? [], of: current, in: folder)
        else {
          throw Failure(
            .inputHasErrors,
            "`\(path)/\(id)` was not compiled from the current sources in `\(folder)`",
            help: "run `policyc build`")
        }
      }
      policies.append(try policy(id, bytes, from: build))
    }
    return policies
  }

  /// Whether the shared terms that a policy was compiled with are the present ones.
  private func hasTerms(_ terms: [JSON], of sources: [SourceText], in folder: String) -> Bool {
    guard !terms.isEmpty else { return true }
    let shared = sources.filter { $0.path.hasPrefix("\(folder)/terminology/") }
    let tree = SourceTree.read(shared.map(\.withUnixLineBreaks), in: folder).tree
    return terms.allSatisfy { written in
      let name = written["terminology"]?.string ?? ""
      return SharedTerms(name, in: tree)?.digest == written["sha256"]?.string
    }
  }

  private func policy(_ id: String, _ policyJSON: [UInt8], from build: borrowing CompiledBuild)
    throws(Failure) -> Policy
  {
    var history = try build.decoded("\(id)/policy.json") { () throws(TableError) in
      try RevisionHistory(policyJSON: policyJSON)
    }
    if let trusted {
      history = RevisionHistory(entries: history.entries.filter { $0.status != .draft })
      try require(history, of: id, policyJSON, signedBy: trusted, in: build)
    }
    var tables: [String: DecisionTable] = [:]
    var digests: [(revision: String, digest: String)] = []
    for entry in history.entries {
      let tablePath = "\(id)/\(entry.id)/decision-table.json"
      let digest = try build.digest(of: tablePath)
      let bytes = try build.read(tablePath)
      let compiled = try build.decoded(tablePath) { () throws(TableError) in
        try CompiledTable(json: bytes)
      }
      guard compiled.policy == id, compiled.revision == entry.id else {
        throw build.damaged(
          "`\(path)/\(tablePath)` is the table of \(compiled.policy), \(compiled.revision)")
      }
      tables[entry.id] = compiled.table
      digests.append((entry.id, digest))
    }
    return Policy(
      compiled: CompiledPolicy(id: id, history: history, tables: tables), digests: digests)
  }
}

extension CompiledFolder {
  /// Requires that a trusted key has signed every revision. The history must not contain drafts, which are not signed.
  private func require(
    _ history: RevisionHistory, of id: String, _ policyJSON: [UInt8], signedBy keys: [PublicKey],
    in build: borrowing CompiledBuild
  ) throws(Failure) {
    let index = try? JSON(bytes: policyJSON)
    let entries = index.flatMap(ReleaseFolder.entries) ?? []
    for entry in history.entries {
      guard let written = entries.first(where: { $0.id == entry.id }) else {
        throw build.damaged("`\(path)/\(id)/policy.json` does not list \(entry.printed)")
      }
      let copy = VerifiedRelease.Copy(
        policy: id, revision: entry.id, artifacts: build.artifacts(below: "\(id)/\(entry.id)/"),
        entry: written.json)
      let envelope = try build.unlisted("\(id)/\(entry.id)/\(ReleaseStatement.fileName)")
      do throws(ReleaseRefusal) {
        _ = try VerifiedRelease(copy, signedBy: envelope, trusting: keys)
      } catch {
        throw Failure(error, of: "\(id) \(entry.printed)")
      }
    }
  }
}

/// One build. Every file is checked against its digest in the manifest.
private struct CompiledBuild: ~Copyable {
  private let path: String
  private let snapshot: FolderSnapshot
  private let digests: [String: String]
  /// The paths of the files in the order of the manifest.
  let files: [String]

  init(path: String, _ snapshot: consuming FolderSnapshot) throws(Failure) {
    let manifest = "\(path)/\(OutputFolder.manifest)"
    let damaged = Failure(
      .inputHasErrors, "`\(manifest)` is damaged", help: "run `policyc build`")
    guard let json = try? JSON(bytes: try snapshot.read(OutputFolder.manifest)),
      let listed = json["files"]?.array
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
    self.digests = digests
    self.files = files
  }

  func digest(of file: String) throws(Failure) -> String {
    guard let digest = digests[file] else {
      throw damaged("`\(path)/\(OutputFolder.manifest)` does not list `\(file)`")
    }
    return digest
  }

  /// The files below a folder that the manifest lists.
  func artifacts(below folder: String) -> [ReleaseStatement.Subject] {
    files.filter { $0.hasPrefix(folder) }.map {
      ReleaseStatement.Subject(path: $0, sha256: digests[$0] ?? "")
    }
  }

  /// The bytes of a file that the manifest does not list; nil if the file does not exist.
  func unlisted(_ file: String) throws(Failure) -> [UInt8]? {
    snapshot.holds(file) ? try snapshot.read(file, limit: 32 << 20) : nil
  }

  /// The bytes of a file as they were built.
  ///
  /// If version control has converted the line breaks to CRLF, they are converted back.
  func read(_ file: String) throws(Failure) -> [UInt8] {
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
