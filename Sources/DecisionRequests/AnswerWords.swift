internal import DecisionTable
internal import JSONText
internal import Values

/// The bytes of answers of one revision on one basis, made once: an answer copies what it needs.
struct AnswerWords: Sendable {
  /// From behind the `id` to behind the `needs`, of an answer that names neither criteria nor
  /// needs: by result and outcome.
  private let outOfScope: [UInt8]
  private let silent: [UInt8]
  private let unfavorable: [[UInt8]]
  /// Up to the list of criteria, or of needs.
  private let met: [[UInt8]]
  private let needsInformation: [UInt8]
  /// Each criterion's label and each fact's id, in quotes.
  private let labels: [[UInt8]]
  private let facts: [[UInt8]]
  /// What follows: reconstructed, draft, the end of the line.
  private let end: [UInt8]

  init(
    policy: String, _ entry: RevisionHistory.Entry, basis: RevisionHistory.Basis,
    _ decider: Decider
  ) {
    func quoted(_ text: String) -> [UInt8] { Array(JSON.string(text).compact.utf8) }
    func start(_ result: Verdict.Result, _ outcome: Outcome?) -> [UInt8] {
      let object: JSON = [
        "policy": .string(policy), "revision": .string(entry.id),
        "basis": .string(basis.rawValue), "result": .string(result.rawValue),
        "outcome": outcome.map { .string($0.rawValue) } ?? .null,
      ]
      // Without its braces.
      return Array(",".utf8) + object.compact.utf8.dropFirst().dropLast()
    }
    let empty = Array(#","criteria":[],"needs":[]"#.utf8)
    outOfScope = start(.outOfScope, nil) + empty
    silent = start(.notMet, nil) + empty
    unfavorable = Outcome.allCases.map { start(.notMet, $0) + empty }
    met = Outcome.allCases.map { start(.met, $0) + Array(#","criteria":["#.utf8) }
    needsInformation =
      start(.needsInformation, nil) + Array(#","criteria":[],"needs":["#.utf8)
    labels = decider.criteria.map { quoted($0.label) }
    facts = decider.table.facts.map { quoted($0.id) }
    var end = ""
    if entry.isReconstructed { end += #","reconstructed":true"# }
    if entry.status == .draft { end += #","draft":true"# }
    self.end = Array("\(end)}\n".utf8)
  }

  /// Writes an answer from behind its `id` to the end of its line.
  ///
  /// - Parameter established: terms that count because of a code alone.
  func write(
    _ decision: borrowing Decision, established: [EstablishedTerm], to output: inout ByteBuffer
  ) {
    switch decision.result {
    case .outOfScope: output.append(outOfScope)
    case .notMet:
      if let outcome = decision.outcome {
        output.append(unfavorable[outcome.place])
      } else {
        output.append(silent)
      }
    case .met:
      output.append(met[decision.outcome?.place ?? 0])
      for (place, criterion) in decision.criteria.enumerated() {
        if place > 0 { output.append(UInt8(ascii: ",")) }
        output.append(labels[criterion])
      }
      output.append(#"],"needs":[]"#)
    case .needsInformation:
      output.append(needsInformation)
      for (place, fact) in decision.needs.enumerated() {
        if place > 0 { output.append(UInt8(ascii: ",")) }
        output.append(facts[fact])
      }
      output.append(UInt8(ascii: "]"))
    }
    if !established.isEmpty {
      let via: JSON = .array(
        established.map {
          [
            "fact": .string($0.fact), "term": .string($0.term),
            "code": .string($0.code.description),
          ]
        })
      output.append(#","via":"#)
      output.append(via.compact)
    }
    output.append(end)
  }
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
