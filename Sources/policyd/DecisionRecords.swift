internal import DecisionRequests
internal import Digests
internal import JSONText

/// The records of the answers to a part of a body.
struct DecisionRecords {
  private(set) var bytes: [UInt8] = []

  /// The record of the only request of a body.
  init(
    one request: [UInt8], _ answer: [UInt8], by build: ServedTables.Build, keepsRequests: Bool
  ) {
    // A line break between the members of a request means nothing.
    let line = request.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
    self.init(line, answer, by: build, keepsRequests: keepsRequests)
  }

  /// - Parameters:
  ///   - requests: lines, of which blank ones have no answer.
  ///   - answers: lines.
  ///   - keepsRequests: records contain the requests, and not only their digests.
  init(
    _ requests: some Collection<UInt8>, _ answers: some Collection<UInt8>,
    by build: ServedTables.Build, keepsRequests: Bool
  ) {
    let time = JSON.now.compact
    let newline = UInt8(ascii: "\n")
    let asked = requests.split(separator: newline).filter { line in
      !line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
    for (request, answer) in zip(asked, answers.split(separator: newline)) {
      let table = build.digest(of: answer)
      bytes += Array(#"{"time":\#(time),"table":"#.utf8)
      bytes += Array((table.map(JSON.string) ?? .null).compact.utf8)
      bytes += Array(#","request_sha256":"\#(Digest(of: Array(request)).hexadecimal)""#.utf8)
      if keepsRequests {
        // As text, since it may be no JSON at all.
        bytes += Array(#","request":"#.utf8)
        bytes += Array(JSON.string(String(decoding: request, as: UTF8.self)).compact.utf8)
      }
      bytes += Array(#","answer":"#.utf8) + Array(answer) + Array("}\n".utf8)
    }
  }
}

extension ServedTables.Build {
  /// The digest of the table that gave an answer; nil for an error.
  ///
  /// An answer of the service has its policy and revision first after its id, which are found by the names of these
  /// members; an id cannot contain a quote that is not escaped.
  fileprivate func digest(of answer: some Collection<UInt8>) -> String? {
    guard let policy = DecisionRecords.text(after: "\"policy\":\"", in: answer),
      let revision = DecisionRecords.text(after: "\"revision\":\"", in: answer)
    else { return nil }
    return digests["\(policy)/\(revision)"]
  }
}

extension DecisionRecords {
  /// The text from a beginning to the next quote.
  fileprivate static func text(after beginning: StaticString, in line: some Collection<UInt8>)
    -> String?
  {
    beginning.withUTF8Buffer { beginning in
      guard let start = line.firstRange(of: beginning)?.upperBound,
        let end = line[start...].firstIndex(of: UInt8(ascii: "\""))
      else { return nil }
      return String(decoding: line[start..<end], as: UTF8.self)
    }
  }
}
