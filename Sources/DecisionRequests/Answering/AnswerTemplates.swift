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
    /// Answers by a statement, by its index: up to the list of criteria if the statement favours the
    /// request, and up to the end of `needs` if not.
    let decided: UnsafePointer<Piece>
    /// The same for answers that several statements can give, by index of the outcome.
    let shared: UnsafePointer<Piece>
    /// Answers if no statement holds, up to the end of `needs`.
    let silent: Piece
    /// Answers up to the list of needs.
    let needsInformation: Piece
  }

  // The pointers are into the arena, which does not change after `init`.
  private struct Contents: @unchecked Sendable {
    /// By index of the basis.
    let beginnings: UnsafePointer<Beginnings>
    /// Each criterion's label and id and each fact's id, in quotes after a comma.
    let labels: UnsafePointer<Piece>
    let ids: UnsafePointer<Piece>
    let facts: UnsafePointer<Piece>
    /// The text between the labels of criteria and their ids, and the text after those.
    let toIDs: Piece
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
      func start(
        _ result: Verdict.Result, _ outcome: Outcome? = nil, _ statement: Statement? = nil
      ) -> String {
        func text(_ value: String?) -> String { (value.map(JSON.string) ?? .null).compact }
        return common + #","result":"\#(result.rawValue)","outcome":\#(text(outcome?.rawValue))"#
          + #","statement":\#(text(statement?.criterion.id))"#
      }
      let noCriteria = #","criteria":[],"criterion_ids":[]"#
      let empty = noCriteria + #","needs":[]"#
      func decided(_ outcome: Outcome, by statement: Statement?) -> Piece {
        outcome.favors
          ? piece(start(.met, outcome, statement) + #","criteria":["#)
          : piece(start(.notMet, outcome, statement) + empty)
      }
      return Beginnings(
        outOfScope: piece(start(.outOfScope) + empty),
        decided: arena.keep(
          decider.table.statements.map { decided($0.outcome, by: $0) }),
        shared: arena.keep(Outcome.allCases.map { decided($0, by: nil) }),
        silent: piece(start(.notMet) + empty),
        needsInformation: piece(start(.needsInformation) + noCriteria + #","needs":["#))
    }
    var end = ""
    if entry.isReconstructed { end += #","reconstructed":true"# }
    if entry.status == .draft { end += #","draft":true"# }
    contents = Contents(
      beginnings: arena.keep(RevisionHistory.Basis.allCases.map(beginnings)),
      labels: arena.keep(
        decider.criteria.map { piece("," + JSON.string($0.label).compact) }),
      ids: arena.keep(decider.criteria.map { piece("," + JSON.string($0.id).compact) }),
      facts: arena.keep(
        decider.table.facts.map { piece("," + JSON.string($0.id).compact) }),
      toIDs: piece(#"],"criterion_ids":["#), noNeeds: piece(#"],"needs":[]"#),
      end: piece("\(end)}\n"))
  }

  /// Writes the rest of an answer after its `id`, to the end of the line.
  ///
  /// It takes the parts of a decision, since passing the whole would copy it.
  ///
  /// - Parameters:
  ///   - established: the terms that are present because of a code alone.
  ///   - ignored: the facts that only other revisions of the policy declare.
  func write(
    _ result: Verdict.Result, _ outcome: Outcome?, _ statement: Int?, criteria: Span<Int>,
    needs: Span<Int>, established: [EstablishedTerm], ignored: [String],
    _ basis: RevisionHistory.Basis,
    to output: inout ByteBuffer
  ) {
    let beginnings = contents.beginnings + basis.index
    switch result {
    case .outOfScope: write(beginnings.pointee.outOfScope, to: &output)
    case .notMet, .met:
      guard let outcome else {
        write(beginnings.pointee.silent, to: &output)
        break
      }
      let start = statement.map { beginnings.pointee.decided[$0] }
      write(start ?? beginnings.pointee.shared[outcome.index], to: &output)
      guard result == .met else { break }
      for index in criteria.indices {
        write(contents.labels[criteria[index]], isFirst: index == 0, to: &output)
      }
      write(contents.toIDs, to: &output)
      for index in criteria.indices {
        write(contents.ids[criteria[index]], isFirst: index == 0, to: &output)
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
    if !ignored.isEmpty {
      output.append(literal: #","ignored":"#)
      output.append(JSON.array(ignored.map(JSON.string)).compact)
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
