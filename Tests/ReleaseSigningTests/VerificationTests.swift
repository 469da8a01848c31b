import Diagnostics
import JSONText
import Testing

@testable import ReleaseSigning

/// A change of a signed release, and the code of the refusal.
struct Forgery: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: String
  let change: @Sendable (inout Attempt) -> Void

  init(_ name: String, _ code: String, _ change: @escaping @Sendable (inout Attempt) -> Void) {
    testDescription = name
    self.code = code
    self.change = change
  }

  // The first one is a release from which the signature was stripped.
  static let all: [Forgery] = [
    Forgery("the envelope is removed", "missing-signature") { $0.envelope = nil },
    Forgery("the signature is removed", "missing-signature") {
      let text = String(decoding: $0.envelope ?? [], as: UTF8.self)
      let json = try? JSON(bytes: Array(text.utf8))
      $0.envelope = Array(
        (JSON.object([
          "payloadType": json?["payloadType"], "payload": json?["payload"], "signatures": [],
        ]).compact).utf8)
    },
    Forgery("no key is trusted", "missing-key") { $0.keys = [] },
    Forgery("only another key is trusted", "unknown-signer") {
      $0.keys = [TestKeys.stranger.publicKey]
    },
    Forgery("a stranger signs", "unknown-signer") {
      $0 = Attempt(signedBy: TestKeys.stranger)
    },
    Forgery("a stranger signs and names the key of the publisher", "forged-signature") {
      $0 = Attempt(signedBy: TestKeys.stranger)
      $0.edit(TestKeys.stranger.publicKey.id, $0.keyID)
    },
    Forgery("the key is not named and the text is changed", "unknown-signer") {
      $0.edit($0.keyID, "")
      $0.editPayload("1/24", "1/25")
    },
    Forgery("the signature is of another release", "forged-signature") {
      var other = Attempt()
      other.resign("Medical director", "Pharmacy director")
      $0.takeSignature(of: other)
    },
    Forgery("a bit of the signature is flipped", "forged-signature") {
      let json = $0.envelope.flatMap { try? JSON(bytes: $0) }
      guard let sig = json?["signatures"]?.array?[0]["sig"]?.string,
        var bytes = Base64.bytes(of: sig)
      else { return }
      bytes[10] ^= 1
      $0.edit(sig, Base64.text(of: bytes))
    },
    Forgery("the signature is empty", "forged-signature") {
      let json = $0.envelope.flatMap { try? JSON(bytes: $0) }
      $0.edit(json?["signatures"]?.array?[0]["sig"]?.string ?? "", "")
    },
    Forgery("the signature is longer", "forged-signature") {
      let json = $0.envelope.flatMap { try? JSON(bytes: $0) }
      let sig = json?["signatures"]?.array?[0]["sig"]?.string ?? ""
      $0.edit(sig, Base64.text(of: (Base64.bytes(of: sig) ?? []) + [0]))
    },
    Forgery("a digest is changed under the signature", "forged-signature") {
      $0.editPayload(String(repeating: "9", count: 64), String(repeating: "0", count: 64))
    },
    Forgery("a space is added under the signature", "forged-signature") {
      $0.editPayload("{\"_type\"", "{ \"_type\"")
    },
    Forgery("the payload type is another one", "foreign-payload") {
      $0.edit("application/vnd.in-toto+json", "application/json")
    },
    Forgery("the payload type is missing", "unreadable-envelope") {
      $0.edit("payloadType", "payload_type")
    },
    Forgery("the payload is missing", "unreadable-envelope") { $0.edit("\"payload\"", "\"load\"") },
    Forgery("the list of signatures is missing", "unreadable-envelope") {
      $0.edit("\"signatures\"", "\"signature\"")
    },
    Forgery("the payload is given twice", "unreadable-envelope") {
      $0.edit("\"payloadType\"", "\"payload\": \"e30=\", \"payloadType\"")
    },
    Forgery("the payload is not Base64", "unreadable-envelope") {
      $0.edit("\"payload\": \"", "\"payload\": \"*")
    },
    Forgery("the signature is not Base64", "unreadable-envelope") {
      $0.edit("\"sig\": \"", "\"sig\": \"=")
    },
    Forgery("the envelope is cut off", "unreadable-envelope") {
      $0.envelope = $0.envelope?.dropLast(20)
    },
    Forgery("the envelope is empty", "unreadable-envelope") { $0.envelope = [] },
    Forgery("something follows the envelope", "unreadable-envelope") { $0.envelope? += [0x7B] },
    Forgery("the statement is of another version", "unreadable-statement") {
      $0.resign("Statement/v1", "Statement/v0.1")
    },
    Forgery("the payload is not JSON", "unreadable-statement") {
      $0.resign("{\"_type\"", "\"_type\"")
    },
    Forgery("a member of the statement is given twice", "unreadable-statement") {
      $0.resign("{\"_type\"", "{\"subject\":[],\"_type\"")
    },
    Forgery("the statement has no subject", "unreadable-statement") {
      $0.resign("\"subject\"", "\"subjects\"")
    },
    Forgery("a subject has another digest than SHA-256", "unreadable-statement") {
      $0.resign("\"sha256\"", "\"md5\"")
    },
    Forgery("a subject is named twice", "unreadable-statement") {
      $0.resign("X.1/2024-01/policy.md", "X.1/2024-01/policy.html")
    },
    Forgery("the office is missing", "unreadable-statement") {
      $0.resign("\"office\"", "\"desk\"")
    },
    Forgery("the office is empty", "unreadable-statement") { $0.resign("Medical director", "") },
    Forgery("the entry is missing", "unreadable-statement") { $0.resign("\"entry\"", "\"row\"") },
    Forgery("the predicate is another one", "unknown-predicate") {
      $0.resign("urn:policyc:release:1", "https://slsa.dev/provenance/v1")
    },
    Forgery("the predicate is a later one", "unknown-predicate") {
      $0.resign("urn:policyc:release:1", "urn:policyc:release:2")
    },
    Forgery("another policy is released", "other-release") { $0.policy = "X.2" },
    Forgery("another revision is released", "other-release") { $0.revision = "2024-06" },
    Forgery("a page is changed", "altered-artifact") {
      $0.artifacts[0] = .init(
        path: $0.artifacts[0].path, sha256: String(repeating: "a", count: 64))
    },
    Forgery("two files are exchanged", "altered-artifact") {
      let (one, two) = ($0.artifacts[0], $0.artifacts[1])
      $0.artifacts[0] = .init(path: one.path, sha256: two.sha256)
      $0.artifacts[1] = .init(path: two.path, sha256: one.sha256)
    },
    Forgery("a digest is written in capitals", "altered-artifact") {
      $0.artifacts[0] = .init(
        path: $0.artifacts[0].path, sha256: $0.artifacts[0].sha256.replacing("1", with: "A"))
    },
    Forgery("a file is removed", "missing-artifact") { $0.artifacts.removeFirst() },
    Forgery("every file is removed", "missing-artifact") { $0.artifacts = [] },
    Forgery("a file is added", "unsigned-artifact") {
      $0.artifacts.append(
        .init(path: "X.1/2024-01/notes.html", sha256: String(repeating: "1", count: 64)))
    },
    Forgery("a file is renamed", "unsigned-artifact") {
      $0.artifacts[0] = .init(path: "X.1/2024-01/policy.htm", sha256: $0.artifacts[0].sha256)
    },
    Forgery("the effective date is earlier", "unsigned-entry") {
      $0.entry = [
        "id": "2024-01", "printed": "1/24", "status": "released", "effective": "2023-02-01",
      ]
    },
    Forgery("the status is another one", "unsigned-entry") {
      $0.entry = [
        "id": "2024-01", "printed": "1/24", "status": "retired", "effective": "2024-02-01",
      ]
    },
    Forgery("a last day is added", "unsigned-entry") {
      $0.entry = [
        "id": "2024-01", "printed": "1/24", "status": "released", "effective": "2024-02-01",
        "last_day": "2024-03-01",
      ]
    },
  ]
}

@Suite struct VerificationTests {
  @Test(arguments: Forgery.all)
  func refuses(_ forgery: Forgery) {
    var attempt = Attempt()
    #expect(attempt.refusal == nil)
    forgery.change(&attempt)
    #expect(attempt.refusal == forgery.code)
  }

  @Test(arguments: [TestKeys.ed25519, TestKeys.p256])
  func acceptsWhatATrustedKeySigned(_ key: PrivateKey) throws {
    var attempt = Attempt(signedBy: key)
    let release = try attempt.verify()
    #expect(release.signer == key.publicKey)
    #expect(release.statement == attempt.statement)
    attempt.artifacts.reverse()
    #expect(attempt.refusal == nil)
  }

  /// The name of a key in an envelope is a hint that nobody has signed; other tools name keys otherwise.
  @Test func acceptsASignatureThatNamesItsKeyInAnotherWay() {
    for name in ["", "release-key", TestKeys.stranger.publicKey.id] {
      var attempt = Attempt()
      attempt.edit(attempt.keyID, name)
      #expect(attempt.refusal == nil)
    }
  }

  /// Other tools write members in an order of their own.
  @Test func theOrderOfMembersHasNoMeaning() {
    var attempt = Attempt()
    attempt.entry = [
      "effective": "2024-02-01", "status": "released", "printed": "1/24", "id": "2024-01",
    ]
    #expect(attempt.refusal == nil)
  }

  @Test func signaturesByStrangersNeitherHelpNorHarm() {
    let sign = Base64.text(of: [1, 2, 3])
    for others in [
      "\"signatures\": [{\"keyid\": \"x\", \"sig\": \"\(sign)\"}, ",
      "\"signatures\": [{\"sig\": \"\(sign)\"}, ",
    ] {
      var attempt = Attempt()
      attempt.edit("\"signatures\": [", others)
      #expect(attempt.refusal == nil)
      attempt.keys = [TestKeys.stranger.publicKey]
      #expect(attempt.refusal == "unknown-signer")
    }
  }

  @Test func everyRefusalIsShownAndExplained() {
    let shown = Set(Forgery.all.map(\.code))
    for kind in DiagnosticKind.ofReleases {
      #expect(kind.explanation.why.count > 40 && kind.explanation.before != kind.explanation.after)
      // Keys are refused when they are read, and seals where the sources are.
      if ["unusable-key", "unsigned-seal"].contains(kind.code) { continue }
      #expect(shown.contains(kind.code), "\(kind.code) is not shown by a forgery")
    }
    #expect(Forgery.all.count >= 30)
  }
}
