package import DecisionRequests
internal import DecisionTable
internal import JSONText
package import Machine
package import ReleaseSigning

extension CompiledBuild {
  /// A policy with the digests of its tables.
  package struct Policy: Sendable {
    package let compiled: CompiledPolicy
    /// SHA-256 of each revision's table, oldest revision first.
    package let digests: [(revision: String, digest: String)]
  }

  /// The policies of the build.
  ///
  /// - Parameters:
  ///   - only: the id of the one policy that requests are for. If it is not built, all policies are
  ///     read, so that the caller can say which there are.
  ///   - trusted: the keys of which one must have signed each revision, or nil if signatures are not
  ///     required.
  ///   - check: gets the bytes of the `policy.json` of each policy, before its tables are read.
  /// - Throws: if a table is damaged, so that it never decides a request.
  package func policies(
    only: String? = nil, signedBy trusted: [PublicKey]?,
    check: (_ id: String, _ policyJSON: [UInt8]) throws(Failure) -> Void = { (_, _) in }
  ) throws(Failure) -> [Policy] {
    var files = self.files.filter { $0.hasSuffix("/policy.json") }
    if let only, files.contains("\(only)/policy.json") { files = ["\(only)/policy.json"] }
    var policies: [Policy] = []
    for file in files {
      let id = String(file.dropLast("/policy.json".count))
      let bytes = try read(file)
      try check(id, bytes)
      policies.append(try policy(id, bytes, signedBy: trusted))
    }
    return policies
  }

  private func policy(
    _ id: String, _ policyJSON: [UInt8], signedBy trusted: [PublicKey]?
  ) throws(Failure) -> Policy {
    var history = try decoded("\(id)/policy.json") { () throws(TableError) in
      try RevisionHistory(policyJSON: policyJSON)
    }
    if let trusted {
      history = RevisionHistory(entries: history.entries.filter { $0.status != .draft })
      try require(history, of: id, policyJSON, signedBy: trusted)
    }
    var tables: [String: DecisionTable] = [:]
    var digests: [(revision: String, digest: String)] = []
    for entry in history.entries {
      let tablePath = "\(id)/\(entry.id)/decision-table.json"
      let digest = try digest(of: tablePath)
      let bytes = try read(tablePath)
      let compiled = try decoded(tablePath) { () throws(TableError) in
        try CompiledTable(json: bytes)
      }
      guard compiled.policy == id, compiled.revision == entry.id else {
        throw damaged(
          "`\(path)/\(tablePath)` is the table of \(compiled.policy), \(compiled.revision)")
      }
      tables[entry.id] = compiled.table
      digests.append((entry.id, digest))
    }
    return Policy(
      compiled: CompiledPolicy(id: id, history: history, tables: tables), digests: digests)
  }

  /// Requires that a trusted key has signed every revision. The history must not contain drafts, which are not signed.
  private func require(
    _ history: RevisionHistory, of id: String, _ policyJSON: [UInt8], signedBy keys: [PublicKey]
  ) throws(Failure) {
    let index = try? JSON(bytes: policyJSON)
    let entries = index.flatMap(ReleaseFolder.entries) ?? []
    for entry in history.entries {
      guard let written = entries.first(where: { $0.id == entry.id }) else {
        throw damaged("`\(path)/\(id)/policy.json` does not list \(entry.printed)")
      }
      let copy = VerifiedRelease.Copy(
        policy: id, revision: entry.id, artifacts: artifacts(below: "\(id)/\(entry.id)/"),
        entry: written.json)
      let envelope = try release(of: "\(id)/\(entry.id)")
      do throws(ReleaseRefusal) {
        _ = try VerifiedRelease(copy, signedBy: envelope, trusting: keys)
      } catch {
        throw Failure(error, of: "\(id) \(entry.printed)")
      }
    }
  }
}
