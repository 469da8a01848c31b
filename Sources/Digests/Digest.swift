internal import CCrypto

/// The SHA-256 of bytes, in lower-case hexadecimal.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
  package let hexadecimal: String

  package init(of bytes: [UInt8]) {
    var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    let done = EVP_Digest(bytes, bytes.count, &result, &length, EVP_sha256(), nil)
    precondition(done == 1 && length == 32, "libcrypto has no SHA-256")
    let digits = Array("0123456789abcdef".utf8)
    hexadecimal = String(
      decoding: result.prefix(Int(length)).flatMap {
        [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
      },
      as: UTF8.self)
  }

  package init(of text: String) { self.init(of: Array(text.utf8)) }

  package var description: String { hexadecimal }
}
