internal import Glibc
internal import JSONText
internal import Machine

/// Messages of JSON-RPC with their length before them, as the Language Server Protocol has them on
/// standard input and output.
struct MessageStream {
  private var buffer: [UInt8] = []

  private static let longest = 16 << 20

  /// The next message, or nil where the input ends.
  mutating func next() throws(Failure) -> JSON? {
    while true {
      if let message = try whole() { return message }
      guard try fill() else { return nil }
    }
  }

  /// Whether more has been sent already.
  var isPending: Bool {
    if !buffer.isEmpty { return true }
    var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) > 0
  }

  func send(_ message: JSON) throws(Failure) {
    let body = message.compact
    let bytes = Array("Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
    try Files.append(bytes, to: 1, "standard output")
  }

  private mutating func whole() throws(Failure) -> JSON? {
    guard let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) else {
      guard buffer.count < 1 << 12 else { throw MessageStream.refusal("a header without end") }
      return nil
    }
    let header = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
    let length = header.split(separator: "\r\n").lazy.compactMap { line -> Int? in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-length" else { return nil }
      return Int(parts[1].filter { $0 != " " })
    }.first
    guard let length, (0...MessageStream.longest).contains(length) else {
      throw MessageStream.refusal("a message without a length")
    }
    guard buffer.count >= end.upperBound + length else { return nil }
    let body = Array(buffer[end.upperBound..<end.upperBound + length])
    buffer.removeSubrange(..<(end.upperBound + length))
    do throws(JSONError) {
      return try JSON(bytes: body)
    } catch {
      throw MessageStream.refusal(error.message)
    }
  }

  private mutating func fill() throws(Failure) -> Bool {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = piece.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Files.failure(.read, "standard input") }
      buffer += piece[..<count]
      return count > 0
    }
  }

  private static func refusal(_ reason: String) -> Failure {
    Failure(
      .wrongUsage, "standard input is not the Language Server Protocol: \(reason)",
      help: "editors start `policyc lsp` themselves; see docs/editors.md")
  }
}
