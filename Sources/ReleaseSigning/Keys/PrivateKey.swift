internal import CCrypto

/// The key with which a payer signs a release. It is read from a file and never written or printed.
package struct PrivateKey: Sendable {
  package let publicKey: PublicKey
  private let der: [UInt8]

  /// Reads a key in PEM (PKCS #8).
  package init(pem text: [UInt8]) throws(ReleaseRefusal) {
    var isEncrypted = false
    let der = bytes { buffer, capacity in
      let count = ccrypto_private_key(text, Int32(text.count), buffer, capacity)
      isEncrypted = count == CCRYPTO_ENCRYPTED
      return count
    }
    guard !isEncrypted else {
      throw ReleaseRefusal(
        .unusableKey, "the private key is encrypted",
        help: "decrypt it into a pipe, as in `--key <(openssl pkey -in release.pem)`")
    }
    guard let der, let publicDER = bytes({ ccrypto_public_key_of(der, Int32(der.count), $0, $1) })
    else {
      throw ReleaseRefusal(
        .unusableKey, "there is no private key in PEM",
        help: "make one with `openssl genpkey -algorithm ED25519 -out release.pem`")
    }
    publicKey = try PublicKey(der: publicDER)
    self.der = der
  }

  func signature(of message: [UInt8]) -> [UInt8] {
    let isEd25519: Int32 = publicKey.algorithm == .ed25519 ? 1 : 0
    let signature = bytes { buffer, capacity in
      ccrypto_sign(
        der, Int32(der.count), isEd25519, message, message.count, buffer, capacity)
    }
    guard let signature else { preconditionFailure("libcrypto cannot sign with a key it has read") }
    return signature
  }
}
