internal import Digests
package import JSONText
package import Machine
package import ReleaseSigning

/// The revisions of one policy in the output of a build, as someone who did not build it has them.
package struct ReleaseFolder {
  /// The output of a build.
  package let path: String
  package let policy: String
  /// The entries of `policy.json`, oldest first.
  package let entries: [Entry]

  package struct Entry {
    package let id: String
    package let printed: String
    package let isDraft: Bool
    package let json: JSON
  }

  package init(_ path: String, policy: String) throws(Failure) {
    let file = "\(path)/\(policy)/policy.json"
    guard Files.exists(file) else {
      throw Failure(
        .wrongUsage, "`\(path)` does not contain the policy `\(policy)`",
        help: "name the folder of a build with `--compiled`")
    }
    let index = try? JSON(bytes: try Files.readRegular(file, limit: 16 << 20))
    guard let entries = index.flatMap(ReleaseFolder.entries), !entries.isEmpty else {
      throw Failure(.inputHasErrors, "`\(file)` is damaged", help: "run `policyc build`")
    }
    self.path = path
    self.policy = policy
    self.entries = entries
  }

  /// The policies in the output of a build.
  package static func policies(in path: String) throws(Failure) -> [String] {
    guard Files.isFolder(path) else {
      throw Failure(
        .inputHasErrors, "there is no folder `\(path)` here",
        help: "name the folder of a build with `--compiled`")
    }
    return try Files.names(in: path).filter { Files.exists("\(path)/\($0)/policy.json") }
  }

  /// The entries of a `policy.json`; nil if it is damaged.
  package static func entries(_ index: JSON) -> [Entry]? {
    guard let revisions = index["revisions"]?.array else { return nil }
    let entries = revisions.compactMap { entry -> Entry? in
      guard let id = entry["id"]?.string, let printed = entry["printed"]?.string,
        let status = entry["status"]?.string
      else { return nil }
      return Entry(id: id, printed: printed, isDraft: status == "draft", json: entry)
    }
    return entries.count == revisions.count ? entries : nil
  }

  /// Verifies a revision against its envelope.
  package func verified(_ entry: Entry, trusting keys: [PublicKey]) throws(Failure)
    -> VerifiedRelease
  {
    let envelope = "\(path)/\(policy)/\(entry.id)/\(ReleaseStatement.fileName)"
    let copy = VerifiedRelease.Copy(
      policy: policy, revision: entry.id, artifacts: try artifacts(of: entry.id),
      entry: entry.json)
    let signed =
      Files.exists(envelope) ? try Files.readRegular(envelope, limit: 32 << 20) : nil
    do throws(ReleaseRefusal) {
      return try VerifiedRelease(copy, signedBy: signed, trusting: keys)
    } catch {
      throw Failure(error, of: "\(policy) \(entry.printed)")
    }
  }

  /// The revisions whose envelope states other files or dates than the present ones.
  package func outdatedSignatures() throws(Failure) -> [Entry] {
    var outdated: [Entry] = []
    for entry in entries {
      let envelope = "\(path)/\(policy)/\(entry.id)/\(ReleaseStatement.fileName)"
      guard Files.exists(envelope) else { continue }
      let copy = VerifiedRelease.Copy(
        policy: policy, revision: entry.id, artifacts: try artifacts(of: entry.id),
        entry: entry.json)
      let signed = try Files.readRegular(envelope, limit: 32 << 20)
      if !ReleaseStatement.describes(copy, signed) { outdated.append(entry) }
    }
    return outdated
  }

  /// Every file of a revision except its envelope, hidden ones too.
  package func artifacts(of revision: String) throws(Failure) -> [ReleaseStatement.Subject] {
    var found: [ReleaseStatement.Subject] = []
    try append("\(policy)/\(revision)", to: &found)
    return found.filter { $0.path != "\(policy)/\(revision)/\(ReleaseStatement.fileName)" }
  }

  private func append(_ folder: String, to found: inout [ReleaseStatement.Subject]) throws(Failure)
  {
    guard Files.isFolder("\(path)/\(folder)") else { return }
    for name in try Files.allNames(in: "\(path)/\(folder)") {
      let file = "\(folder)/\(name)"
      if Files.isFolder("\(path)/\(file)"), Files.linkTarget("\(path)/\(file)") == nil {
        try append(file, to: &found)
      } else {
        let bytes = try Files.readRegular("\(path)/\(file)")
        found.append(ReleaseStatement.Subject(path: file, sha256: Digest(of: bytes).hexadecimal))
      }
    }
  }
}
