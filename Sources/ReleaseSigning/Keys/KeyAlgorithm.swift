/// The signature algorithms that a release can be signed with.
package enum KeyAlgorithm: String, CaseIterable, Sendable {
  case ed25519 = "Ed25519"
  case p256 = "ECDSA P-256"

  /// The algorithm of a public key, by the fixed beginning of its DER; nil for any other algorithm.
  init?(publicKey der: [UInt8]) {
    guard
      let algorithm = KeyAlgorithm.allCases.first(where: {
        der.starts(with: $0.prefix) && der.count == $0.prefix.count + $0.keyLength
      })
    else { return nil }
    self = algorithm
  }

  /// The bytes of a SubjectPublicKeyInfo before the key itself (RFC 8410, RFC 5480).
  private var prefix: [UInt8] {
    switch self {
    case .ed25519: [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
    case .p256:
      [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08,
        0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
      ]
    }
  }

  /// The length of the key in bytes; a P-256 key is an uncompressed point.
  private var keyLength: Int { self == .ed25519 ? 32 : 65 }
}
