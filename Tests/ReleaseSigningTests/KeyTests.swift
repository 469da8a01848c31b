import Diagnostics
import TestSupport
import Testing

@testable import ReleaseSigning

@Suite struct KeyTests {
  @Test(arguments: [TestKeys.ed25519, TestKeys.p256])
  func aKeyVerifiesWhatItSigned(_ key: PrivateKey) {
    let message = Array("a message".utf8)
    let signature = key.signature(of: message)
    #expect(key.publicKey.verifies(signature, of: message))
    #expect(!key.publicKey.verifies(signature, of: message + [0]))
    #expect(!key.publicKey.verifies(signature.dropLast() + [signature[0]], of: message))
    #expect(!key.publicKey.verifies([], of: message))
    #expect(!TestKeys.stranger.publicKey.verifies(signature, of: message))
  }

  @Test func readsSeveralKeysOfOneFile() throws {
    let text =
      TestKeys.pem(of: TestKeys.ed25519) + Array("a note\n".utf8) + TestKeys.pem(of: TestKeys.p256)
    let keys = try PublicKey.keys(pem: text)
    #expect(keys == [TestKeys.ed25519.publicKey, TestKeys.p256.publicKey])
    #expect(keys.map(\.algorithm) == [.ed25519, .p256])
  }

  @Test(arguments: [
    (TestKeys.rsa, "neither Ed25519 nor ECDSA P-256"),
    (TestKeys.p384, "neither Ed25519 nor ECDSA P-256"), ("", "no key in PEM"),
    ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "is damaged"),
    ("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "is not a public key"),
    ("-----BEGIN PUBLIC KEY-----\nAAAA", "no key in PEM"),
  ])
  func refusesOtherKeys(_ text: String, _ message: String) {
    #expect {
      try PublicKey.keys(pem: Array(text.utf8))
    } throws: { error in
      let refusal = error as? ReleaseRefusal
      return refusal?.kind.code == "unusable-key" && refusal?.message.contains(message) == true
    }
  }

  /// RFC 4648, section 10, and texts that other readers take for the same bytes.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func writesAndReadsBase64(_ text: String, _ encoded: String) {
    #expect(Base64.text(of: Array(text.utf8)) == encoded)
    #expect(Base64.bytes(of: encoded) == Array(text.utf8))
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zh==", "Zg==\n", "Zm9v Yg==", "Zg==Zg==", "Zm9v=", "+_==", "é===",
  ])
  func refusesOtherTextsForTheSameBytes(_ text: String) { #expect(Base64.bytes(of: text) == nil) }
}
