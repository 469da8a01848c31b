package import JSONText

/// A revision that a trusted key released exactly as it is. Only verifying makes one.
package struct VerifiedRelease: Sendable {
  package let statement: ReleaseStatement
  package let signer: PublicKey

  /// A revision as a reader has it.
  package struct Copy: Sendable {
    package let policy: String
    package let revision: String
    /// Every file in the folder of the revision except the envelope.
    package let artifacts: [ReleaseStatement.Subject]
    /// The entry of the revision in `policy.json`.
    package let entry: JSON

    package init(
      policy: String, revision: String, artifacts: [ReleaseStatement.Subject], entry: JSON
    ) {
      self.policy = policy
      self.revision = revision
      self.artifacts = artifacts
      self.entry = entry
    }
  }

  /// Verifies the signature before anything that was signed is read.
  ///
  /// - Parameter envelope: the bytes of the envelope, or nil if there is none.
  package init(_ copy: Copy, signedBy envelope: [UInt8]?, trusting keys: [PublicKey])
    throws(ReleaseRefusal)
  {
    guard let envelope else {
      throw ReleaseRefusal(
        .missingSignature,
        "`\(copy.policy)/\(copy.revision)/\(ReleaseStatement.fileName)` does not exist",
        help: "ask the publisher for a signed release; a publisher runs `policyc sign`")
    }
    let read = try Envelope(json: envelope)
    signer = try read.signer(among: keys)
    statement = try ReleaseStatement(payload: read.payload)
    try statement.require(copy)
  }
}

extension ReleaseStatement {
  /// Whether an envelope states what a copy contains, whoever signed it. This does not verify anything: it tells a
  /// publisher which releases to sign again.
  package static func describes(_ copy: VerifiedRelease.Copy, _ envelope: [UInt8]) -> Bool {
    guard let read = try? Envelope(json: envelope),
      let statement = try? ReleaseStatement(payload: read.payload)
    else { return false }
    return (try? statement.require(copy)) != nil
  }
}

extension ReleaseStatement {
  /// Refuses a copy that is not, file by file, what the statement releases.
  fileprivate func require(_ copy: VerifiedRelease.Copy) throws(ReleaseRefusal) {
    guard release.policy == copy.policy, release.revision == copy.revision else {
      throw ReleaseRefusal(
        .otherRelease,
        "the signature releases \(release.policy) \(release.revision), not \(copy.policy) \(copy.revision)",
        help: .askThePublisher)
    }
    let signed = Dictionary(uniqueKeysWithValues: subjects.map { ($0.path, $0.sha256) })
    let present = Set(copy.artifacts.map(\.path))
    for artifact in copy.artifacts.sorted(by: { $0.path < $1.path }) {
      guard let digest = signed[artifact.path] else {
        throw ReleaseRefusal(
          .unsignedArtifact, "`\(artifact.path)` is not one of the files that were signed",
          help: "remove it, or ask the publisher what it is")
      }
      guard digest == artifact.sha256 else {
        throw ReleaseRefusal(
          .alteredArtifact, "`\(artifact.path)` is not the file that was signed",
          help: .askThePublisher)
      }
    }
    if let missing = subjects.first(where: { !present.contains($0.path) }) {
      throw ReleaseRefusal(
        .missingArtifact, "`\(missing.path)` was signed and does not exist",
        help: .askThePublisher)
    }
    guard release.entry.ordered == copy.entry.ordered else {
      throw ReleaseRefusal(
        .unsignedEntry,
        "the status or the dates of \(copy.revision) in `\(copy.policy)/policy.json` are not those that were signed",
        help: .askThePublisher)
    }
  }
}

extension JSON {
  /// The value with its members in the order of their names, which has no meaning in JSON.
  fileprivate var ordered: JSON {
    switch self {
    case .object(let members):
      .object(
        members.map { Member($0.name, $0.value.ordered) }.sorted { $0.name < $1.name })
    case .array(let elements): .array(elements.map(\.ordered))
    case .null, .boolean, .number, .string: self
    }
  }
}
