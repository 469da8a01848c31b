internal import CCrypto
internal import Digests

/// A key that a reader trusts: signatures by its owner are accepted.
package struct PublicKey: Hashable, Sendable {
  package let algorithm: KeyAlgorithm
  /// SubjectPublicKeyInfo, in DER.
  let der: [UInt8]

  init(der: [UInt8]) throws(ReleaseRefusal) {
    guard let algorithm = KeyAlgorithm(publicKey: der) else {
      throw ReleaseRefusal(
        .unusableKey, "the key is neither Ed25519 nor ECDSA P-256",
        help: "make one with `openssl genpkey -algorithm ED25519 -out release.pem`")
    }
    self.algorithm = algorithm
    self.der = der
  }

  /// The SHA-256 of the key in DER, by which envelopes name the key.
  package var id: String { Digest(of: der).hexadecimal }

  func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    ccrypto_verify(
      der, Int32(der.count), algorithm == .ed25519 ? 1 : 0, message, message.count, signature,
      signature.count) == 1
  }
}

extension PublicKey {
  /// The keys of a text in PEM, of which there is at least one.
  ///
  /// A block that is not a public key is refused, so that a private key is not taken for one.
  package static func keys(pem text: [UInt8]) throws(ReleaseRefusal) -> [PublicKey] {
    var keys: [PublicKey] = []
    for block in PEMBlock.all(in: text) {
      guard block.label == "PUBLIC KEY" else {
        throw ReleaseRefusal(
          .unusableKey, "`\(block.label)` is not a public key",
          help: "write the public key of a private one with `openssl pkey -in release.pem -pubout`")
      }
      guard let der = bytes({ ccrypto_public_key(block.text, Int32(block.text.count), $0, $1) })
      else {
        throw ReleaseRefusal(
          .unusableKey, "a public key is damaged", help: "ask its owner for it again")
      }
      keys.append(try PublicKey(der: der))
    }
    guard !keys.isEmpty else {
      throw ReleaseRefusal(
        .unusableKey, "there is no key in PEM",
        help: "name a file that begins with `-----BEGIN PUBLIC KEY-----`")
    }
    return keys
  }
}

/// The bytes that a function of libcrypto writes; nil if it fails.
func bytes(_ write: (UnsafeMutablePointer<UInt8>?, Int32) -> Int32) -> [UInt8]? {
  var buffer = [UInt8](repeating: 0, count: 4096)
  let count = buffer.withUnsafeMutableBufferPointer { write($0.baseAddress, Int32($0.count)) }
  return count < 0 ? nil : Array(buffer.prefix(Int(count)))
}
