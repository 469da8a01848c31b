internal import DecisionTable
internal import JSONText
internal import Values

/// The bytes of answers of one revision, made once: an answer copies what it needs.
final class AnswerTemplates: Sendable {
  /// A stretch of bytes, behind which some more can be read.
  private struct Words: BitwiseCopyable, @unchecked Sendable {
    let start: UnsafePointer<UInt8>
    let count: Int
  }

  /// The beginnings of answers on one basis, from behind the `id`.
  private struct Beginnings: BitwiseCopyable, @unchecked Sendable {
    /// To behind the `needs`, of answers that name neither criteria nor needs; by outcome, the last
    /// of none.
    let outOfScope: Words
    let notMet: UnsafePointer<Words>
    /// Up to the list of criteria, by outcome, or of needs.
    let met: UnsafePointer<Words>
    let needsInformation: Words
  }

  // Everything lies in the arena and never changes.
  private struct Contents: @unchecked Sendable {
    /// By place of the basis.
    let beginnings: UnsafePointer<Beginnings>
    /// Each criterion's label and each fact's id, in quotes, with a comma before it.
    let labels: UnsafePointer<Words>
    let facts: UnsafePointer<Words>
    /// What stands behind the criteria of an answer that needs nothing.
    let noNeeds: Words
    /// What follows: reconstructed, draft, the end of the line.
    let end: Words
  }

  private let contents: Contents
  private let arena: Arena

  init(policy: String, _ entry: RevisionHistory.Entry, _ decider: Decider) {
    let arena = Arena()
    self.arena = arena
    func words(_ text: String) -> Words {
      Words(
        start: arena.keep(Array(text.utf8) + Array(repeating: 0, count: ByteBuffer.slack)),
        count: text.utf8.count)
    }
    func beginnings(_ basis: RevisionHistory.Basis) -> Beginnings {
      let head: JSON = [
        "policy": .string(policy), "revision": .string(entry.id),
        "basis": .string(basis.rawValue),
      ]
      // Without its braces.
      let common = "," + head.compact.dropFirst().dropLast()
      func start(_ result: Verdict.Result, _ outcome: Outcome?) -> String {
        let outcome = outcome.map { "\"\($0.rawValue)\"" } ?? "null"
        return common + #","result":"\#(result.rawValue)","outcome":\#(outcome)"#
      }
      let empty = #","criteria":[],"needs":[]"#
      return Beginnings(
        outOfScope: words(start(.outOfScope, nil) + empty),
        notMet: arena.keep(
          (Outcome.allCases + [nil]).map { words(start(.notMet, $0) + empty) }),
        met: arena.keep(
          Outcome.allCases.map { words(start(.met, $0) + #","criteria":["#) }),
        needsInformation: words(start(.needsInformation, nil) + #","criteria":[],"needs":["#))
    }
    var end = ""
    if entry.isReconstructed { end += #","reconstructed":true"# }
    if entry.status == .draft { end += #","draft":true"# }
    contents = Contents(
      beginnings: arena.keep(RevisionHistory.Basis.allCases.map(beginnings)),
      labels: arena.keep(
        decider.criteria.map { words("," + JSON.string($0.label).compact) }),
      facts: arena.keep(
        decider.table.facts.map { words("," + JSON.string($0.id).compact) }),
      noNeeds: words(#"],"needs":[]"#), end: words("\(end)}\n"))
  }

  /// Writes an answer from behind its `id` to the end of its line.
  ///
  /// - Parameters: the parts of a decision; a whole one would be copied to be handed on.
  ///   - established: terms that count because of a code alone.
  func write(
    _ result: Verdict.Result, _ outcome: Outcome?, criteria: Span<Int>,
    needs: Span<Int>, established: [EstablishedTerm], _ basis: RevisionHistory.Basis,
    to output: inout ByteBuffer
  ) {
    let beginnings = contents.beginnings + basis.place
    switch result {
    case .outOfScope: write(beginnings.pointee.outOfScope, to: &output)
    case .notMet:
      let place = outcome?.place ?? Outcome.allCases.count
      write(beginnings.pointee.notMet[place], to: &output)
    case .met:
      write(beginnings.pointee.met[outcome?.place ?? 0], to: &output)
      for place in criteria.indices {
        write(contents.labels[criteria[place]], isFirst: place == 0, to: &output)
      }
      write(contents.noNeeds, to: &output)
    case .needsInformation:
      write(beginnings.pointee.needsInformation, to: &output)
      for place in needs.indices {
        write(contents.facts[needs[place]], isFirst: place == 0, to: &output)
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
      output.append(literal: #","via":"#)
      output.append(via.compact)
    }
    write(contents.end, to: &output)
  }

  /// - Parameter isFirst: of a list, which has no comma before it.
  @inline(__always)
  private func write(_ words: Words, isFirst: Bool = false, to output: inout ByteBuffer) {
    let skipped = isFirst ? 1 : 0
    output.append(padded: words.start + skipped, count: words.count &- skipped)
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
