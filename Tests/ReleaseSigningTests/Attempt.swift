import Diagnostics
import JSONText

@testable import ReleaseSigning

/// A signed revision and the keys of a reader, for a forger to change.
struct Attempt {
  var policy = "X.1"
  var revision = "2024-01"
  var artifacts = ["policy.html", "policy.md", "decision-table.json", "fhir/Questionnaire.json"].map
  {
    ReleaseStatement.Subject(
      path: "X.1/2024-01/\($0)", sha256: String(repeating: "\($0.count % 10)", count: 64))
  }
  var entry: JSON = [
    "id": "2024-01", "printed": "1/24", "status": "released", "effective": "2024-02-01",
  ]
  var keys = [TestKeys.ed25519.publicKey, TestKeys.p256.publicKey]
  var envelope: [UInt8]?

  init(signedBy key: PrivateKey = TestKeys.ed25519) {
    envelope = Array(statement.envelope(signedBy: key).utf8)
  }

  var statement: ReleaseStatement {
    ReleaseStatement(
      subjects: artifacts,
      release: ReleaseStatement.Release(
        policy: policy, revision: revision, entry: entry, seal: String(repeating: "5", count: 64),
        office: "Medical director", person: nil, meaning: "approved and released",
        day: "2024-01-23", compiler: "policyc"))
  }

  func verify() throws(ReleaseRefusal) -> VerifiedRelease {
    try VerifiedRelease(
      VerifiedRelease.Copy(policy: policy, revision: revision, artifacts: artifacts, entry: entry),
      signedBy: envelope, trusting: keys)
  }

  /// The code of the refusal; nil if the attempt succeeds.
  var refusal: String? {
    do throws(ReleaseRefusal) {
      _ = try verify()
      return nil
    } catch {
      return error.kind.code
    }
  }

  // MARK: Changes

  /// Replaces text in the envelope.
  mutating func edit(_ old: String, _ new: String) {
    let text = String(decoding: envelope ?? [], as: UTF8.self)
    precondition(text.contains(old), "the envelope does not contain \(old)")
    envelope = Array(text.replacing(old, with: new).utf8)
  }

  /// Replaces text in the statement and leaves the signature as it is.
  mutating func editPayload(_ old: String, _ new: String) {
    let payload = signedText
    precondition(payload.contains(old), "the statement does not contain \(old)")
    edit(
      Base64.text(of: Array(payload.utf8)),
      Base64.text(of: Array(payload.replacing(old, with: new).utf8)))
  }

  /// Replaces text in the statement, and signs it again.
  mutating func resign(_ old: String, _ new: String, by key: PrivateKey = TestKeys.ed25519) {
    precondition(signedText.contains(old), "the statement does not contain \(old)")
    let changed = Envelope(Array(signedText.replacing(old, with: new).utf8), by: key)
    envelope = Array(changed.json.pretty.utf8)
  }

  private var signedText: String {
    let read = envelope.flatMap { try? Envelope(json: $0) }
    return String(decoding: read?.payload ?? [], as: UTF8.self)
  }

  /// The signature of another release.
  mutating func takeSignature(of other: Attempt) {
    guard
      let mine = envelope.flatMap({ try? JSON(bytes: $0) })?["signatures"]?.array?[0]["sig"]?
        .string,
      let theirs = other.envelope.flatMap({ try? JSON(bytes: $0) })?["signatures"]?.array?[0][
        "sig"]?
        .string
    else { preconditionFailure("an envelope without a signature") }
    edit(mine, theirs)
  }

  var keyID: String { TestKeys.ed25519.publicKey.id }
}
