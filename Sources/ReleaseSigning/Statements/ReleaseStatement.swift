package import JSONShapes
package import JSONText

/// What a publisher signs of one revision: an in-toto Statement v1 that names each artefact with its
/// SHA-256, and says what is released, by whom and when.
package struct ReleaseStatement: Hashable, Sendable {
  /// An artefact, by its path in the output of a build.
  package struct Subject: Hashable, Sendable {
    package let path: String
    package let sha256: String

    package init(path: String, sha256: String) {
      self.path = path
      self.sha256 = sha256
    }
  }

  /// The predicate of the statement.
  package struct Release: Hashable, Sendable {
    package let policy: String
    package let revision: String
    /// The entry of the revision in `policy.json`: its status and dates, which say when it decides.
    package let entry: JSON
    /// The digest of the seal of its sources.
    package let seal: String
    /// The office that signs, as in `Medical director`.
    package let office: String
    package let person: String?
    /// What the signature means, as in `approved and released`.
    package let meaning: String
    package let day: String
    package let compiler: String

    package init(
      policy: String, revision: String, entry: JSON, seal: String, office: String, person: String?,
      meaning: String, day: String, compiler: String
    ) {
      self.policy = policy
      self.revision = revision
      self.entry = entry
      self.seal = seal
      self.office = office
      self.person = person
      self.meaning = meaning
      self.day = day
      self.compiler = compiler
    }
  }

  /// In the order of their paths.
  package let subjects: [Subject]
  package let release: Release

  package init(subjects: [Subject], release: Release) {
    self.subjects = subjects.sorted { $0.path < $1.path }
    self.release = release
  }

  static let type = "https://in-toto.io/Statement/v1"
  static let predicateType = "urn:policyc:release:1"

  /// The name of the envelope in the folder of the revision. It is the only file there that is not signed.
  package static let fileName = "release.dsse.json"

  /// The signed statement, as a file.
  package func envelope(signedBy key: PrivateKey) -> String {
    Envelope(Array(JSONShape<ReleaseStatement>.statement.json(self).compact.utf8), by: key).json
      .pretty
  }
}

// MARK: Form

extension PublishedSchema {
  /// The statement in the payload of the envelope.
  package static let release = PublishedSchema(
    "release", title: "The signed statement that releases a revision",
    JSONShape<ReleaseStatement>.statement.schema)
}

extension JSONShape<ReleaseStatement> {
  fileprivate static let statement = JSONShape.object([
    .constant("_type", .string(ReleaseStatement.type)),
    .required("subject", .list(of: .subject, atLeast: 1), \.subjects),
    .constant("predicateType", .string(ReleaseStatement.predicateType)),
    .required("predicate", .release, \.release),
  ])
}

extension JSONShape<ReleaseStatement.Subject> {
  fileprivate static let subject = JSONShape.object(
    .required("name", .text, \.path),
    .required("digest", JSONShape<ReleaseStatement.Subject>.digests, \.self))

  private static let digests = JSONShape.object(.required("sha256", .digest, \.sha256))
}

extension JSONShape<ReleaseStatement.Release> {
  fileprivate static let release = JSONShape.object([
    .required("policy", .text, \.policy), .required("revision", .text, \.revision),
    .required("entry", .object, \.entry), .required("seal", .digest, \.seal),
    .required("office", .text, \.office), .optional("person", .text, \.person),
    .required("meaning", .text, \.meaning), .required("day", .day, \.day),
    .required("compiler", .text, \.compiler),
  ])
}
