internal import CCrypto

/// The SHA-256 of bytes, in lower-case hexadecimal.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  package let hexadecimal: String

  package init(of bytes: [UInt8]) {
    var state = SHA256_CTX()
    var result = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    let done =
      unsafe SHA256_Init(&state) == 1 && SHA256_Update(&state, bytes, bytes.count) == 1
      && SHA256_Final(&result, &state) == 1
    precondition(done, "libcrypto does not provide SHA-256")
    let digits = Array("0123456789abcdef".utf8)
    hexadecimal = String(
      decoding: result.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  package init(of text: String) { self.init(of: Array(text.utf8)) }

  package var description: String { hexadecimal }
}
