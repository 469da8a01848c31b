package import Diagnostics

extension DiagnosticKind {
  /// The reasons for which `policyc verify` and `decide --trust` refuse a release.
  package static let ofReleases: [DiagnosticKind] = [
    .missingSignature, .missingKey, .unusableKey, .unreadableEnvelope, .foreignPayload,
    .unknownSigner, .forgedSignature, .unreadableStatement, .unknownPredicate, .otherRelease,
    .missingArtifact, .alteredArtifact, .unsignedArtifact, .unsignedEntry, .unsignedSeal,
  ]

  package static let missingSignature = DiagnosticKind(
    "missing-signature",
    why: """
      A revision without a signature could come from anybody. If it were accepted, removing the
      signature would be all that a forger has to do.
      """,
    before: "generated/X.1/2024-01/policy.html …",
    after: "generated/X.1/2024-01/policy.html …\ngenerated/X.1/2024-01/release.dsse.json")

  static let missingKey = DiagnosticKind(
    "missing-key",
    why: """
      A signature says that a release comes from the owner of a key. The reader decides which keys
      to trust; a key that arrives with the release proves nothing.
      """,
    before: "policyc verify",
    after: "policyc verify --trust payer.pub")

  static let unusableKey = DiagnosticKind(
    "unusable-key",
    why: """
      Releases are signed with Ed25519 or ECDSA P-256 keys in PEM: with the private key, which only
      the publisher has, and verified with the public key.
      """,
    before: "policyc verify --trust rsa.pub",
    after:
      "openssl genpkey -algorithm ED25519 -out release.pem\nopenssl pkey -in release.pem -pubout -out release.pub"
  )

  static let unreadableEnvelope = DiagnosticKind(
    "unreadable-envelope",
    why: """
      The signature is in a file of a fixed form, a DSSE envelope in JSON. A file of another form, or
      one that two readers could read differently, is not accepted.
      """,
    before: "{\"payload\": \"e30\", \"payload\": \"e31=\"}",
    after: "{\"payloadType\": …, \"payload\": \"e30=\", \"signatures\": [ … ]}")

  static let foreignPayload = DiagnosticKind(
    "foreign-payload",
    why: """
      One key can sign files of several kinds. The kind is signed as well, so that what was signed for
      another purpose is not taken for a release.
      """,
    before: "\"payloadType\": \"text/plain\"",
    after: "\"payloadType\": \"application/vnd.in-toto+json\"")

  static let unknownSigner = DiagnosticKind(
    "unknown-signer",
    why: "Anybody can sign a release. Only signatures by the keys that the reader trusts count.",
    before: "policyc verify --trust another-payer.pub",
    after: "policyc verify --trust payer.pub")

  static let forgedSignature = DiagnosticKind(
    "forged-signature",
    why: """
      The signature names a trusted key, and the key did not sign this text: the text was changed
      after it was signed, or the signature was copied from another file.
      """,
    before: "payload: 11/23, signature: of 12/22",
    after: "payload: 11/23, signature: of 11/23")

  static let unreadableStatement = DiagnosticKind(
    "unreadable-statement",
    why: """
      What was signed is an in-toto statement: the files with their digests, and what the publisher
      says about them. Anything else does not say what was released.
      """,
    before: "{\"_type\": \"https://in-toto.io/Statement/v0.1\"}",
    after: "{\"_type\": \"https://in-toto.io/Statement/v1\", \"subject\": [ … ], …}")

  static let unknownPredicate = DiagnosticKind(
    "unknown-predicate",
    why: """
      A statement about the same files can say something else, for example who tested them. Only a
      statement that releases the revision counts.
      """,
    before: "\"predicateType\": \"https://slsa.dev/provenance/v1\"",
    after: "\"predicateType\": \"urn:policyc:release:1\"")

  static let otherRelease = DiagnosticKind(
    "other-release",
    why: "The signature of one revision does not release another revision or another policy.",
    before: "X.1/2024-06/release.dsse.json: signed as 2024-01",
    after: "X.1/2024-06/release.dsse.json: signed as 2024-06")

  static let missingArtifact = DiagnosticKind(
    "missing-artifact",
    why: "A file that was signed is not there, so that the revision is not complete.",
    before: "signed: policy.html, policy.md; present: policy.html",
    after: "signed: policy.html, policy.md; present: policy.html, policy.md")

  static let alteredArtifact = DiagnosticKind(
    "altered-artifact",
    why: """
      A file differs from the one that was signed. It does not matter how: it is not what the
      publisher released.
      """,
    before: "decision-table.json: signed 3f2a…, present 9c01…",
    after: "decision-table.json: signed 3f2a…, present 3f2a…")

  static let unsignedArtifact = DiagnosticKind(
    "unsigned-artifact",
    why: """
      A file next to those that were signed would pass for a part of the release, although its
      publisher has never seen it.
      """,
    before: "signed: policy.html; present: policy.html, notes.html",
    after: "signed: policy.html; present: policy.html")

  static let unsignedEntry = DiagnosticKind(
    "unsigned-entry",
    why: """
      Which revision decides on a date follows from its status and its dates in `policy.json`. They
      are signed with the revision, so that nobody else can put it into force or end it.
      """,
    before: "signed: effective 2024-02-01; policy.json: effective 2023-01-01",
    after: "signed: effective 2024-02-01; policy.json: effective 2024-02-01")

  package static let unsignedSeal = DiagnosticKind(
    "unsigned-seal",
    why: """
      A signature names the seal of the sources that were released. Other sources, sealed again, are
      another release.
      """,
    before: "signed: seal 3f2a…; revisions.yaml: seal 9c01…",
    after: "signed: seal 3f2a…; revisions.yaml: seal 3f2a…")
}
