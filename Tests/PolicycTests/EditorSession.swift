import Foundation

/// A running `policyc lsp`, driven over pipes as an editor drives it.
final class EditorSession {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()
  private var unread: [UInt8] = []
  private var lastIdentifier = 0
  /// The parameters of the last findings published for each document.
  private(set) var findings: [String: [[String: Any]]] = [:]

  struct Failure: Error { let reason: String }

  init() throws {
    signal(SIGPIPE, SIG_IGN)
    process.executableURL = Command.executable
    process.arguments = ["lsp"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  /// A session whose server has been initialized.
  static func initialized() throws -> EditorSession {
    let session = try EditorSession()
    _ = try session.request("initialize", ["capabilities": [String: Any]()])
    try session.notify("initialized", [:])
    return session
  }

  func send(bytes: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(bytes.utf8))
  }

  func send(body: String) throws {
    try send(bytes: "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  func notify(_ method: String, _ parameters: [String: Any]) throws {
    try send(["method": method, "params": parameters])
  }

  /// The response to a request.
  func request(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    lastIdentifier += 1
    try send(["id": lastIdentifier, "method": method, "params": parameters])
    let response = try response()
    guard response["id"] as? Int == lastIdentifier else {
      throw Failure(reason: "the response to `\(method)` has another id: \(response)")
    }
    return response
  }

  /// The code of the error with which a request is refused, or nil if it succeeds.
  func errorCode(_ method: String, _ parameters: [String: Any] = [:]) throws -> Int? {
    EditorSession.errorCode(in: try request(method, parameters))
  }

  static func errorCode(in response: [String: Any]) -> Int? {
    (response["error"] as? [String: Any])?["code"] as? Int
  }

  /// The next response; findings that precede it are kept.
  func response() throws -> [String: Any] {
    while true {
      let message = try message()
      if message["method"] == nil { return message }
      keepFindings(of: message)
    }
  }

  /// The findings for a document, once the server publishes them.
  func nextFindings(for uri: String) throws -> [[String: Any]] {
    findings[uri] = nil
    while findings[uri] == nil { keepFindings(of: try message()) }
    return findings[uri] ?? []
  }

  /// Closes standard input and returns the exit code.
  func end() throws -> Int32 {
    try input.fileHandleForWriting.close()
    return try exitCode()
  }

  func exitCode() throws -> Int32 {
    let deadline = Date(timeIntervalSinceNow: EditorSession.patience)
    while process.isRunning {
      guard Date() < deadline else { throw Failure(reason: "the server does not exit") }
      usleep(5_000)
    }
    return process.terminationStatus
  }

  private static let patience: TimeInterval = 60

  private func send(_ message: [String: Any]) throws {
    let whole = message.merging(["jsonrpc": "2.0"]) { $1 }
    try send(
      body: String(decoding: try JSONSerialization.data(withJSONObject: whole), as: UTF8.self))
  }

  private func keepFindings(of message: [String: Any]) {
    guard let parameters = message["params"] as? [String: Any],
      let uri = parameters["uri"] as? String
    else { return }
    findings[uri] = parameters["diagnostics"] as? [[String: Any]]
  }

  private func message() throws -> [String: Any] {
    let deadline = Date(timeIntervalSinceNow: EditorSession.patience)
    while true {
      if let message = try unreadMessage() { return message }
      try read(until: deadline)
    }
  }

  private func unreadMessage() throws -> [String: Any]? {
    let prefix = "Content-Length: "
    guard let end = unread.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let header = String(decoding: unread[..<end.lowerBound], as: UTF8.self)
    guard header.hasPrefix(prefix), let length = Int(header.dropFirst(prefix.count)) else {
      throw Failure(reason: "a header that is not a length: \(header)")
    }
    guard unread.count >= end.upperBound + length else { return nil }
    let body = Data(unread[end.upperBound..<end.upperBound + length])
    unread.removeSubrange(..<(end.upperBound + length))
    guard let message = try JSONSerialization.jsonObject(with: body) as? [String: Any] else {
      throw Failure(reason: "a message that is not an object")
    }
    return message
  }

  /// Reads what either stream offers, so that the server never waits for a full pipe.
  private func read(until deadline: Date) throws {
    let handles = [output.fileHandleForReading, errors.fileHandleForReading]
    var streams = handles.map {
      pollfd(fd: $0.fileDescriptor, events: Int16(POLLIN), revents: 0)
    }
    let wait = deadline.timeIntervalSinceNow
    guard wait > 0 else { throw Failure(reason: "the server does not answer") }
    _ = poll(&streams, nfds_t(streams.count), Int32(wait * 1000) + 1)
    for (index, stream) in streams.enumerated() where stream.revents != 0 {
      let data = handles[index].availableData
      if index == 0 {
        guard !data.isEmpty else { throw Failure(reason: "the server closed its output") }
        unread += data
      }
    }
  }
}
