package import DecisionTable
internal import JSONText

/// The verdict on a request, with the revision that gave it and why that one.
package struct Answer: Sendable {
  package let id: String?
  package let policy: String
  package let resolution: RevisionHistory.Resolution
  package let verdict: Verdict

  /// One line of JSON, without the line break.
  package var line: [UInt8] {
    let answer: JSON = .object([
      "id": id.map(JSON.string) ?? .null, "policy": .string(policy),
      "revision": .string(resolution.entry.id),
      "basis": .string(resolution.basis.rawValue),
      "result": .string(verdict.result.rawValue),
      "outcome": verdict.outcome.map { .string($0.rawValue) } ?? .null,
      "criteria": .array(verdict.criteria.map(JSON.string)),
      "needs": .array(verdict.needs.map(JSON.string)),
      "reconstructed": resolution.entry.isReconstructed ? true : nil,
      "draft": resolution.entry.status == .draft ? true : nil,
    ])
    var bytes: [UInt8] = []
    answer.write(to: &bytes)
    return bytes
  }
}

extension RequestError {
  /// One line of JSON in place of an answer.
  ///
  /// - Parameter number: the line of the input, from 1.
  package func line(_ number: Int) -> [UInt8] {
    let answer: JSON = [
      "id": id.map(JSON.string) ?? .null,
      "error": [
        "code": .string(code), "message": .string(message), "line": .number(String(number)),
      ],
    ]
    var bytes: [UInt8] = []
    answer.write(to: &bytes)
    return bytes
  }
}
