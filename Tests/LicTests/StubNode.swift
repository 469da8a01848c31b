import Foundation
import Synchronization

/// A node that answers HTTP on a port of its own as Orthanc does, with what a test put into it.
final class StubNode: Sendable {
  struct Contents {
    /// The studies that became stable, in order.
    var stable: [String] = ["study-1"]
    /// Files of the study, by instance.
    var instances: [String: [UInt8]] = [:]
    var sender = "CENTRE"
    /// The date of the study; empty for none.
    var date = "20260203"
    /// Contrast agents of the instances of another study.
    var otherAgents: [String] = []
    var otherDate = "20260203"
    /// Whether the list of changes never ends.
    var neverEnds = false
    /// Paths that are answered with status 500.
    var failing: Set<String> = []
    /// How many objects were stored, and which were sent where.
    var stored = 0
    var sent: [String: Int] = [:]
  }

  private let contents: Mutex<Contents>
  private let socket: Int32
  let port: UInt16

  init(_ contents: Contents) throws {
    self.contents = Mutex(contents)
    let listener = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 16) == 0
          && getsockname(listener, $0, &size) == 0
      }
    }
    guard listener >= 0, isBound else { throw CocoaError(.fileReadUnknown) }
    socket = listener
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in serve() }
  }

  /// Ends the thread: `accept` fails once the socket is shut down.
  func close() {
    shutdown(socket, Int32(SHUT_RDWR))
    Glibc.close(socket)
  }

  var now: Contents { contents.withLock { $0 } }

  func change(_ change: (inout Contents) -> Void) { contents.withLock { change(&$0) } }

  private func serve() {
    while true {
      let connection = accept(socket, nil, nil)
      guard connection >= 0 else { return }
      if let (path, body) = Self.request(connection) {
        let (status, answer) = contents.withLock { Self.answer(path, body, &$0) }
        var response = Array(
          "HTTP/1.1 \(status) -\r\nContent-Length: \(answer.count)\r\nConnection: close\r\n\r\n"
            .utf8)
        response += answer
        var start = 0
        while start < response.count {
          let count = response[start...].withUnsafeBytes {
            send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
          }
          guard count > 0 else { break }
          start += count
        }
      }
      Glibc.close(connection)
    }
  }

  private static func request(_ connection: Int32) -> (path: String, body: [UInt8])? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let end = Array("\r\n\r\n".utf8)
    var headEnd: Int?
    var length = 0
    while headEnd == nil || bytes.count < headEnd! + length {
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { return nil }
      bytes += chunk[..<count]
      if headEnd == nil, let range = bytes.firstRange(of: end) {
        headEnd = range.upperBound
        let head = String(decoding: bytes[..<range.lowerBound], as: UTF8.self).lowercased()
        length =
          head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
      }
    }
    let path = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 2)[1]
    return (String(path), Array(bytes[headEnd!...]))
  }

  private static func answer(
    _ path: String, _ body: [UInt8], _ node: inout Contents
  ) -> (status: Int, body: [UInt8]) {
    func json(_ text: String) -> (Int, [UInt8]) { (200, Array(text.utf8)) }
    if node.failing.contains(path) { return (500, []) }
    let parts = path.split(separator: "/").map(String.init)
    if path.hasPrefix("/changes?since=") {
      let since = Int(path.split(separator: "=")[1].prefix { $0 != "&" }) ?? 0
      if node.neverEnds {
        return json(#"{"Changes": [], "Done": false, "Last": \#(since + 1)}"#)
      }
      let changes = node.stable.enumerated().dropFirst(since).map {
        #"{"ChangeType": "StableStudy", "ID": "\#($0.element)", "Seq": \#($0.offset + 1)}"#
      }
      return json(
        #"{"Changes": [\#(changes.joined(separator: ","))], "Done": true, "Last": \#(node.stable.count)}"#
      )
    }
    switch (parts.first, parts.last) {
    case ("studies", "instances"):
      let names = node.instances.keys.sorted().map { #"{"ID": "\#($0)"}"# }
      return json("[\(names.joined(separator: ","))]")
    case ("studies", "patient"): return json(#"{"ID": "patient-1"}"#)
    case ("studies", let study?): return json(Self.study(study, node))
    case ("patients", _):
      return json("[\(Self.study("study-1", node)), \(Self.study("other", node))]")
    case ("series", _):
      let tags = node.otherAgents.enumerated().map {
        #""\#($0.offset)": {"ContrastBolusAgent": "\#($0.element)"}"#
      }
      return json("{\(tags.joined(separator: ","))}")
    case ("instances", "file"):
      return node.instances[parts[1]].map { (200, $0) } ?? (404, [])
    case ("instances", "RemoteAET"): return (200, Array(node.sender.utf8))
    case ("instances", _):
      node.stored += 1
      return json(#"{"ID": "stored-\#(node.stored)"}"#)
    case ("modalities?expand", _):
      return json(#"{"centre": {"AET": "CENTRE", "Host": "192.0.2.10", "Port": 104}}"#)
    case ("modalities", "store"):
      let count = String(decoding: body, as: UTF8.self).split(separator: "stored-").count - 1
      node.sent[parts[1], default: 0] += count
      return json(#"{"FailedInstancesCount": 0, "InstancesCount": \#(count)}"#)
    default: return (404, [])
    }
  }

  private static func study(_ id: String, _ node: Contents) -> String {
    let date = id == "study-1" ? node.date : node.otherDate
    let series = id == "study-1" ? "" : #""series-9""#
    return
      #"{"ID": "\#(id)", "MainDicomTags": {"StudyDate": "\#(date)"}, "Series": [\#(series)]}"#
  }
}
