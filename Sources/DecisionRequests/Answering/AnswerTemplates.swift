internal import DecisionTable
internal import JSONText
internal import Values

/// The text of a revision's answers in pieces that are made once. An answer is a copy of a few.
final class AnswerTemplates: Sendable {
  /// A piece of text, after which `ByteBuffer.slack` more bytes can be read.
  private struct Piece: BitwiseCopyable, @unchecked Sendable {
    let start: UnsafePointer<UInt8>
    let count: Int
  }

  /// The beginnings of answers on one basis, after the `id`.
  private struct Beginnings: BitwiseCopyable, @unchecked Sendable {
    /// Answers without criteria and needs, up to the end of `needs`.
    let outOfScope: Piece
    /// By index of the outcome; the last is for answers without one.
    let notMet: UnsafePointer<Piece>
    /// Answers up to the list of criteria, by index of the outcome.
    let met: UnsafePointer<Piece>
    /// Answers up to the list of needs.
    let needsInformation: Piece
  }

  // The pointers are into the arena, which does not change after `init`.
  private struct Contents: @unchecked Sendable {
    /// By index of the basis.
    let beginnings: UnsafePointer<Beginnings>
    /// Each criterion's label and each fact's id, in quotes after a comma.
    let labels: UnsafePointer<Piece>
    let facts: UnsafePointer<Piece>
    /// The text after the criteria of an answer without needs.
    let noNeeds: Piece
    /// `reconstructed`, `draft`, and the end of the line.
    let end: Piece
  }

  private let contents: Contents
  private let arena: Arena

  init(policy: String, _ entry: RevisionHistory.Entry, _ decider: Decider) {
    let arena = Arena()
    self.arena = arena
    func piece(_ text: String) -> Piece {
      Piece(
        start: arena.keep(Array(text.utf8) + Array(repeating: 0, count: ByteBuffer.slack)),
        count: text.utf8.count)
    }
    func beginnings(_ basis: RevisionHistory.Basis) -> Beginnings {
      let head: JSON = [
        "policy": .string(policy), "revision": .string(entry.id),
        "basis": .string(basis.rawValue),
      ]
      // The members without their braces.
      let common = "," + head.compact.dropFirst().dropLast()
      func start(_ result: Verdict.Result, _ outcome: Outcome?) -> String {
        let outcome = outcome.map { "\"\($0.rawValue)\"" } ?? "null"
        return common + #","result":"\#(result.rawValue)","outcome":\#(outcome)"#
      }
      let empty = #","criteria":[],"needs":[]"#
      return Beginnings(
        outOfScope: piece(start(.outOfScope, nil) + empty),
        notMet: arena.keep(
          (Outcome.allCases + [nil]).map { piece(start(.notMet, $0) + empty) }),
        met: arena.keep(
          Outcome.allCases.map { piece(start(.met, $0) + #","criteria":["#) }),
        needsInformation: piece(start(.needsInformation, nil) + #","criteria":[],"needs":["#))
    }
    var end = ""
    if entry.isReconstructed { end += #","reconstructed":true"# }
    if entry.status == .draft { end += #","draft":true"# }
    contents = Contents(
      beginnings: arena.keep(RevisionHistory.Basis.allCases.map(beginnings)),
      labels: arena.keep(
        decider.criteria.map { piece("," + JSON.string($0.label).compact) }),
      facts: arena.keep(
        decider.table.facts.map { piece("," + JSON.string($0.id).compact) }),
      noNeeds: piece(#"],"needs":[]"#), end: piece("\(end)}\n"))
  }

  /// Writes the rest of an answer after its `id`, to the end of the line.
  ///
  /// It takes the parts of a decision, since passing the whole would copy it.
  ///
  /// - Parameter established: the terms that are present because of a code alone.
  func write(
    _ result: Verdict.Result, _ outcome: Outcome?, criteria: Span<Int>,
    needs: Span<Int>, established: [EstablishedTerm], _ basis: RevisionHistory.Basis,
    to output: inout ByteBuffer
  ) {
    let beginnings = contents.beginnings + basis.index
    switch result {
    case .outOfScope: write(beginnings.pointee.outOfScope, to: &output)
    case .notMet:
      let index = outcome?.index ?? Outcome.allCases.count
      write(beginnings.pointee.notMet[index], to: &output)
    case .met:
      write(beginnings.pointee.met[outcome?.index ?? 0], to: &output)
      for index in criteria.indices {
        write(contents.labels[criteria[index]], isFirst: index == 0, to: &output)
      }
      write(contents.noNeeds, to: &output)
    case .needsInformation:
      write(beginnings.pointee.needsInformation, to: &output)
      for index in needs.indices {
        write(contents.facts[needs[index]], isFirst: index == 0, to: &output)
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

  /// - Parameter isFirst: whether the piece is the first of a list, which a comma does not precede.
  @inline(__always)
  private func write(_ piece: Piece, isFirst: Bool = false, to output: inout ByteBuffer) {
    let skipped = isFirst ? 1 : 0
    output.append(padded: piece.start + skipped, count: piece.count &- skipped)
  }
}

extension Outcome {
  fileprivate var index: Int {
    switch self {
    case .medicallyNecessary: 0
    case .notMedicallyNecessary: 1
    case .investigational: 2
    }
  }
}
