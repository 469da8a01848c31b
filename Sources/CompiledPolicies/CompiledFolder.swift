package import DecisionRequests
internal import DecisionTable
package import JSONText
package import Machine
package import ReleaseSigning

/// A folder that `policyc build` wrote, from which compiled policies are read.
package struct CompiledFolder {
  let path: String
  /// The keys of which one must have signed each revision, or nil if signatures are not required.
  let trusted: [PublicKey]?

  package init(path: String, trusted: [PublicKey]?) {
    self.path = path
    self.trusted = trusted
  }

  /// The name of the file that lists the others with their digests.
  package static let manifest = "manifest.json"

  /// A policy with the digests of its tables.
  package struct Policy {
    package let compiled: CompiledPolicy
    /// SHA-256 of each revision's table, oldest revision first.
    package let digests: [(revision: String, digest: String)]
  }

  /// The policies of the folder, all from one build.
  ///
  /// - Parameters:
  ///   - only: the id of the one policy that requests are for. If it is not built, all policies are
  ///     read, so that the caller can say which there are.
  ///   - isCurrent: whether the `policy.json` of a policy is of the present sources.
  /// - Throws: if a table is out of date or damaged, so that it never decides a request.
  package func policies(
    only: String? = nil, isCurrent: (_ id: String, _ index: JSON?) throws(Failure) -> Void
  ) throws(Failure) -> [Policy] {
    guard let snapshot = try FolderSnapshot(path, guardedBy: CompiledFolder.manifest) else {
      throw Failure(
        .inputHasErrors,
        Files.exists(path)
          ? "`\(path)` does not contain a compiled policy" : "there is no folder `\(path)` here",
        help: "run `policyc build`, or name the folder of a build with --compiled")
    }
    let build = try CompiledBuild(path: path, snapshot)
    var files = build.files.filter { $0.hasSuffix("/policy.json") }
    if let only, files.contains("\(only)/policy.json") { files = ["\(only)/policy.json"] }
    var policies: [Policy] = []
    for file in files {
      let id = String(file.dropLast("/policy.json".count))
      let bytes = try build.read(file)
      try isCurrent(id, try? JSON(bytes: bytes))
      policies.append(try policy(id, bytes, from: build))
    }
    return policies
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

extension CompiledFolder {
  /// The manifest as it is now, by which builds are told apart.
  package func manifestBytes() throws(Failure) -> [UInt8] {
    try Files.readRegular("\(path)/\(CompiledFolder.manifest)", limit: 64 << 20)
  }

  /// The signed envelope of a release, by `POLICY/REVISION`; nil if it is not signed.
  package func release(of revision: String) throws(Failure) -> [UInt8]? {
    let envelope = "\(path)/\(revision)/\(ReleaseStatement.fileName)"
    return Files.exists(envelope) ? try Files.readRegular(envelope, limit: 32 << 20) : nil
  }

  /// The bytes of one file of the present build, which agree with its digest.
  package func file(_ name: String) throws(Failure) -> [UInt8] {
    guard let snapshot = try FolderSnapshot(path, guardedBy: CompiledFolder.manifest) else {
      throw Failure(.inputHasErrors, "`\(path)` does not contain a compiled policy")
    }
    return try CompiledBuild(path: path, snapshot).read(name)
  }
}
