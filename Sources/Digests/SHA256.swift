internal import CCrypto

/// The SHA-256 of bytes, as 64 lower-case hexadecimal digits.
package func sha256(_ bytes: some Sequence<UInt8>) -> String {
  let input = Array(bytes)
  var digest = [UInt8](repeating: 0, count: 32)
  var length: UInt32 = 0
  let succeeded = EVP_Digest(input, input.count, &digest, &length, EVP_sha256(), nil)
  precondition(succeeded == 1 && length == 32, "libcrypto has no SHA-256")
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
