@testable import ReleaseSigning

/// Keys that tests make from a seed, so that no private key is in the repository.
enum TestKeys {
  static let ed25519 = ed25519(seed: 1)
  static let p256 = p256(seed: 2)
  static let stranger = ed25519(seed: 3)

  static func ed25519(seed: UInt8) -> PrivateKey {
    key(
      [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
      ]
        + [UInt8](repeating: seed, count: 32))
  }

  static func p256(seed: UInt8) -> PrivateKey {
    key(
      [
        0x30, 0x41, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02,
        0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x04, 0x27, 0x30, 0x25,
        0x02, 0x01, 0x01, 0x04, 0x20,
      ] + [UInt8](repeating: seed, count: 32))
  }

  private static func key(_ der: [UInt8]) -> PrivateKey {
    guard let key = try? PrivateKey(pem: pem("PRIVATE KEY", der)) else {
      preconditionFailure("libcrypto does not read the key")
    }
    return key
  }

  static func pem(_ label: String, _ der: [UInt8]) -> [UInt8] {
    let text = Base64.text(of: der)
    let lines = stride(from: 0, to: text.utf8.count, by: 64).map {
      text.dropFirst($0).prefix(64)
    }
    return Array(
      "-----BEGIN \(label)-----\n\(lines.joined(separator: "\n"))\n-----END \(label)-----\n".utf8)
  }

  static func pem(of key: PrivateKey) -> [UInt8] { pem("PUBLIC KEY", key.publicKey.der) }

  /// An RSA key, with which releases are not signed.
  static let rsa = """
    -----BEGIN PUBLIC KEY-----
    MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEApdbJwDhSKIOAbnkGZX6j
    0UZhKomtg9/2nWDQCfmmTj//Phu8OvsvyB26WIkg3bVQ10srfdQd1OoCVim/NylB
    W4aZRpgLms5GDZsJ/58pPc2mqilAIrCp2Xapz+TKFs0CQUxWSDyzzWnPS+jUczwQ
    jJMGcujSvbfpCtL8Gof3yzLJnR8d+1vM6+gfhHCc/7FWPyCWw0Nw2D2U4G6pOsXm
    fC7izhUF8nUn3KTxubDIn9R6SGlVq+JO+/7C+bnKN6vxFNF5LTjxQPQIjPKXGTSg
    Y78G8NP6p7Y5qAC1JI1w2rpd/Gc7uRIe13IxUG30TZBPg7Rh/Pqg1zXiDDhq/A7O
    5QIDAQAB
    -----END PUBLIC KEY-----
    """

  /// An ECDSA key on another curve than P-256.
  static let p384 = """
    -----BEGIN PUBLIC KEY-----
    MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEpY0mPxNtbGMX4DrUovSquID7po88l9fx
    kc0TdLbkwXl3uZLM9L2pkyiFEjbs3+uGymvdyjfIGhhHjMRhKtx03vIcGgt/Zn47
    /gdsb6kOly92q9sMmzoiuRpTw28Fjtl/
    -----END PUBLIC KEY-----
    """
}
