internal import DecisionTable
internal import JSONText
internal import Values

/// The bytes of answers of one revision on one basis, made once: an answer copies what it needs.
final class AnswerWords: Sendable {
  /// A stretch of `bytes`.
  private struct Words: BitwiseCopyable, Sendable {
    let start: Int32
    let count: Int32
  }

  private let bytes: PaddedBytes
  /// From behind the `id` to behind the `needs`, of an answer that names neither criteria nor
  /// needs: by result and outcome.
  private let outOfScope: Words
  private let silent: Words
  private let unfavorable: [Words]
  /// Up to the list of criteria, or of needs.
  private let met: [Words]
  private let needsInformation: Words
  /// Each criterion's label and each fact's id, in quotes, with a comma before it.
  private let labels: [Words]
  private let facts: [Words]
  /// What follows: reconstructed, draft, the end of the line.
  private let end: Words

  init(
    policy: String, _ entry: RevisionHistory.Entry, basis: RevisionHistory.Basis,
    _ decider: Decider
  ) {
    var bytes: [UInt8] = []
    func words(_ text: String) -> Words {
      defer { bytes += text.utf8 }
      return Words(start: Int32(bytes.count), count: Int32(text.utf8.count))
    }
    func start(_ result: Verdict.Result, _ outcome: Outcome?) -> String {
      let object: JSON = [
        "policy": .string(policy), "revision": .string(entry.id),
        "basis": .string(basis.rawValue), "result": .string(result.rawValue),
        "outcome": outcome.map { .string($0.rawValue) } ?? .null,
      ]
      // Without its braces.
      return "," + object.compact.dropFirst().dropLast()
    }
    let empty = #","criteria":[],"needs":[]"#
    outOfScope = words(start(.outOfScope, nil) + empty)
    silent = words(start(.notMet, nil) + empty)
    unfavorable = Outcome.allCases.map { words(start(.notMet, $0) + empty) }
    met = Outcome.allCases.map { words(start(.met, $0) + #","criteria":["#) }
    needsInformation = words(start(.needsInformation, nil) + #","criteria":[],"needs":["#)
    labels = decider.criteria.map { words("," + JSON.string($0.label).compact) }
    facts = decider.table.facts.map { words("," + JSON.string($0.id).compact) }
    var end = ""
    if entry.isReconstructed { end += #","reconstructed":true"# }
    if entry.status == .draft { end += #","draft":true"# }
    self.end = words("\(end)}\n")
    self.bytes = PaddedBytes(bytes)
  }

  /// Writes an answer from behind its `id` to the end of its line.
  ///
  /// - Parameter facts: those that were decided on; they know of terms that count because of a code
  ///   alone.
  func write(
    _ decision: borrowing Decision, on facts: borrowing Facts, to output: inout ByteBuffer
  ) {
    switch decision.result {
    case .outOfScope: write(outOfScope, to: &output)
    case .notMet:
      write(decision.outcome.map { unfavorable[$0.place] } ?? silent, to: &output)
    case .met:
      write(met[decision.outcome?.place ?? 0], to: &output)
      for place in decision.criteria.indices {
        write(labels[decision.criteria[place]], isFirst: place == 0, to: &output)
      }
      output.append(#"],"needs":[]"#)
    case .needsInformation:
      write(needsInformation, to: &output)
      for place in decision.needs.indices {
        write(self.facts[decision.needs[place]], isFirst: place == 0, to: &output)
      }
      output.append(UInt8(ascii: "]"))
    }
    if !facts.established.isEmpty {
      let via: JSON = .array(
        facts.established.map {
          [
            "fact": .string($0.fact), "term": .string($0.term),
            "code": .string($0.code.description),
          ]
        })
      output.append(#","via":"#)
      output.append(via.compact)
    }
    write(end, to: &output)
  }

  /// - Parameter isFirst: of a list, which has no comma before it.
  @inline(__always)
  private func write(_ words: Words, isFirst: Bool = false, to output: inout ByteBuffer) {
    let skipped = isFirst ? 1 : 0
    output.append(
      padded: bytes.base + Int(words.start) + skipped, count: Int(words.count) &- skipped)
  }
}

/// Bytes that never change, with some behind them that may be read.
private final class PaddedBytes: @unchecked Sendable {
  // Written once, before anyone else has it.
  let base: UnsafePointer<UInt8>

  init(_ bytes: [UInt8]) {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: bytes.count + ByteBuffer.slack)
    _ = memory.initialize(
      from: bytes + Array(repeating: 0, count: ByteBuffer.slack))
    base = UnsafePointer(memory.baseAddress!)
  }

  deinit { base.deallocate() }
}

extension Outcome {
  fileprivate var place: Int {
    switch self {
    case .medicallyNecessary: 0
    case .notMedicallyNecessary: 1
    case .investigational: 2
    }
  }
}
