/// What known facts say of a function: Kleene's strong three values.
///
/// True and false are final. Unknown is not: `x or not x` is unknown here, and true in fact.
package enum Truth: UInt8, Sendable {
  case no
  case yes
  case unknown

  package func negated(_ isNegated: Bool) -> Truth {
    guard isNegated else { return self }
    switch self {
    case .no: return .yes
    case .yes: return .no
    case .unknown: return .unknown
    }
  }
}

/// The room that evaluating needs, kept from one request to the next.
package struct EvaluationScratch: Sendable {
  package init() {}

  /// Of the rows of an index: the rules that are possible, and those that are certain.
  var possible: [UInt64] = []
  var certain: [UInt64] = []
  /// The rows that speak of the facts: of known ones what they contradict, of unknown ones what asks
  /// them; where each starts, in bytes.
  var contradicting: [Int] = []
  var asking: [Int] = []
  /// The index of which these are, for the facts at hand.
  var filledIndex = -1
  /// The unknown variables on which what was evaluated last hangs, as often as they stand in it.
  var open: [Int32] = []

  /// The facts are others now.
  mutating func clear() {
    filledIndex = -1
    close(from: 0)
  }

  mutating func close(from start: Int) {
    if open.count > start { open.removeLast(open.count - start) }
  }
}

extension Circuit {
  package typealias Cells = UnsafeBufferPointer<Int32>

  package func state(_ ref: Ref, _ cells: Cells, _ room: inout EvaluationScratch) -> Truth {
    room.close(from: 0)
    return evaluate(ref, cells, &room)
  }

  /// The same, with the variables that it leaves open behind those that are there.
  package func evaluate(_ ref: Ref, _ cells: Cells, _ room: inout EvaluationScratch) -> Truth {
    evaluating { $0.evaluate(ref, cells, &room) }
  }

  /// Calls `body` with the place of each rule of an index that is true.
  func forEachTrueRule(
    of index: Int, _ cells: Cells, _ room: inout EvaluationScratch, _ body: (Int) -> Void
  ) {
    evaluating { $0.forEachTrueRule(of: index, cells, &room, body) }
    room.close(from: 0)
  }

  @inline(__always)
  private func evaluating<Result>(_ body: (Evaluation) -> Result) -> Result {
    nodes.withUnsafeBufferPointer { nodes in
      members.withUnsafeBufferPointer { members in
        cellBits.withUnsafeBufferPointer { cellBits in
          indexReferences.withUnsafeBufferPointer { indexes in
            body(
              Evaluation(nodes: nodes, members: members, cellBits: cellBits, indexes: indexes))
          }
        }
      }
    }
  }
}
