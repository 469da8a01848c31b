internal import Glibc
internal import JSONText
internal import Machine

/// Messages on standard input and output, each preceded by a header with its length.
struct MessageStream {
  private var buffer: [UInt8] = []
  /// Whether the start of the next message is unknown, because a header could not be read.
  private var isLost = false

  private static let longestBody = 16 << 20
  private static let longestHeader = 1 << 12
  private static let headerName = Array("content-length:".utf8)

  /// The next message, or an error if it could not be read.
  enum Received {
    case message(JSON)
    case unreadable(Refusal)
  }

  /// The next message, or nil at the end of the input.
  mutating func next() throws(Failure) -> Received? {
    while true {
      do throws(Refusal) {
        if let message = try bufferedMessage() { return .message(message) }
      } catch {
        return .unreadable(error)
      }
      guard try fill() else { return nil }
    }
  }

  /// Whether the editor has already sent more.
  var isPending: Bool {
    if !buffer.isEmpty, !isLost { return true }
    var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return poll(&input, 1, 0) > 0
  }

  func send(_ message: JSON) throws(Failure) {
    let body = message.compact
    let bytes = Array("Content-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
    try Files.append(bytes, to: 1, "standard output")
  }

  /// The first message in the buffer, or nil if the buffer does not hold all of it yet.
  private mutating func bufferedMessage() throws(Refusal) -> JSON? {
    if isLost { skipToHeader() }
    guard !isLost else { return nil }
    guard let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) else {
      guard buffer.count < MessageStream.longestHeader else {
        throw loseTrack(after: buffer.count, "the header of a message does not end")
      }
      return nil
    }
    guard let length = MessageStream.length(in: buffer[..<end.lowerBound]) else {
      throw loseTrack(after: end.upperBound, "the header of a message needs a `Content-Length`")
    }
    guard length <= MessageStream.longestBody else {
      throw loseTrack(
        after: end.upperBound, "a message is at most \(MessageStream.longestBody) bytes long")
    }
    guard buffer.count >= end.upperBound + length else { return nil }
    let body = Array(buffer[end.upperBound..<end.upperBound + length])
    buffer.removeSubrange(..<(end.upperBound + length))
    do throws(JSONError) {
      return try JSON(bytes: body)
    } catch {
      throw Refusal(code: Refusal.parseError, message: "the message is not JSON: \(error.message)")
    }
  }

  private static func length(in header: ArraySlice<UInt8>) -> Int? {
    String(decoding: header, as: UTF8.self).split(separator: "\r\n").lazy
      .compactMap { line -> Int? in
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "content-length" else { return nil }
        let values = parts[1].split(separator: " ")
        guard values.count == 1, values[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
          return nil
        }
        return Int(values[0])
      }.first
  }

  /// Drops the bytes of an unreadable header. The body is skipped as it arrives.
  private mutating func loseTrack(after count: Int, _ reason: String) -> Refusal {
    buffer.removeSubrange(..<count)
    isLost = true
    return Refusal(code: Refusal.parseError, message: reason)
  }

  /// Drops the bytes before the next `Content-Length:`, which may itself be cut off at the end of the buffer.
  private mutating func skipToHeader() {
    let lowercase = buffer.map {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0
    }
    if let start = lowercase.firstRange(of: MessageStream.headerName)?.lowerBound {
      buffer.removeSubrange(..<start)
      isLost = false
    } else {
      buffer.removeSubrange(..<max(0, buffer.count - MessageStream.headerName.count + 1))
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
}
