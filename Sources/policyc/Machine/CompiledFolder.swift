internal import DecisionRequests
internal import DecisionTable
internal import Digests
internal import JSONText
internal import PolicyCompilation

/// The folder of what was built, from which compiled policies are read back.
struct CompiledFolder {
  let path: String
  /// The folder of sources as named; nil is the usual one, if it is there.
  let sources: String?

  /// A policy with the digests of the tables by which it decides.
  struct Policy {
    let compiled: CompiledPolicy
    /// SHA-256, by the id of the revision, oldest first.
    let digests: [(revision: String, digest: String)]
  }

  /// The policies of the folder; stale or damaged ones are refused, never decided with.
  func policies() throws(Failure) -> [Policy] {
    let manifest = "\(path)/manifest.json"
    guard Files.exists(manifest) else {
      let reason =
        Files.exists(path)
        ? "`\(path)` holds no compiled policy" : "there is no folder `\(path)` here"
      throw Failure(
        .inputHasErrors,
        "error: \(reason)\nhelp: run `policyc build`, or name the folder of what was built with --compiled"
      )
    }
    let files = try manifestFiles(manifest)
    // Sources that were named have to be there; without any, the digests of the build must do.
    let folder = sources ?? "policy"
    let current =
      sources != nil || Files.isFolder(folder) ? try SourceFolder(folder).texts : nil
    var policies: [Policy] = []
    for (file, digest) in files where file.hasSuffix("/policy.json") {
      let bytes = try verified(file, digest)
      let id = String(file.dropLast("/policy.json".count))
      if let current {
        let digest = Compilation.digest(of: id, in: current)
        let index = try? JSON(bytes: bytes)
        guard index?["source_sha256"]?.string == digest,
          index?["compiler"]?.string == Compiler.name
        else {
          throw Failure(
            .inputHasErrors,
            """
            error: `\(path)/\(id)` was not compiled from the sources that stand in `\(folder)`
            help: run `policyc build`
            """)
        }
      }
      let history = try readable(file) { () throws(TableError) in
        try RevisionHistory(policyJSON: bytes)
      }
      var tables: [String: DecisionTable] = [:]
      var digests: [(revision: String, digest: String)] = []
      for entry in history.entries {
        let tablePath = "\(id)/\(entry.id)/decision-table.json"
        guard let digest = files.first(where: { $0.path == tablePath })?.digest else {
          throw damaged("`\(manifest)` lists no `\(tablePath)`")
        }
        let bytes = try verified(tablePath, digest)
        let compiled = try readable(tablePath) { () throws(TableError) in
          try CompiledTable(json: bytes)
        }
        guard compiled.policy == id, compiled.revision == entry.id else {
          throw damaged(
            "`\(path)/\(tablePath)` is the table of \(compiled.policy), \(compiled.revision)")
        }
        tables[entry.id] = compiled.table
        digests.append((entry.id, digest))
      }
      policies.append(
        Policy(
          compiled: CompiledPolicy(id: id, history: history, tables: tables), digests: digests))
    }
    return policies
  }

  private func manifestFiles(_ manifest: String) throws(Failure) -> [(
    path: String, digest: String
  )] {
    guard let json = try? JSON(bytes: try Files.read(manifest)), let files = json["files"]?.array
    else {
      throw damaged("`\(manifest)` is damaged")
    }
    var listed: [(path: String, digest: String)] = []
    for file in files {
      guard let path = file["path"]?.string, let digest = file["sha256"]?.string else {
        throw damaged("`\(manifest)` is damaged")
      }
      listed.append((path, digest))
    }
    return listed
  }

  private func verified(_ file: String, _ digest: String)
    throws(Failure) -> [UInt8]
  {
    guard Files.exists("\(path)/\(file)") else {
      throw damaged("`\(path)/\(file)` was built, and is not there any more")
    }
    let bytes = try Files.read("\(path)/\(file)")
    guard Digest(of: bytes).hexadecimal == digest else {
      throw damaged("`\(path)/\(file)` is not the file that was built")
    }
    return bytes
  }

  private func readable<Value>(_ file: String, _ read: () throws(TableError) -> Value)
    throws(Failure) -> Value
  {
    do throws(TableError) {
      return try read()
    } catch {
      throw damaged("`\(path)/\(file)` cannot be read: \(error.words)")
    }
  }

  private func damaged(_ message: String) -> Failure {
    Failure(.inputHasErrors, "error: \(message)\nhelp: run `policyc build`")
  }
}

extension TableError {
  fileprivate var words: String {
    switch self {
    case .notJSON(let message, let offset): "\(message), at byte \(offset)"
    case .unsupportedFormat(let format): "its format is not read here: \(format)"
    case .malformed(let member, let reason): member.isEmpty ? reason : "`\(member)`: \(reason)"
    }
  }
}
