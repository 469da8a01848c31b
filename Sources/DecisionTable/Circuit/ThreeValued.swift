/// The value of a function under the known facts, in Kleene's strong three-valued logic.
///
/// True and false are final. Unknown is not: `x or not x` evaluates to unknown although it is true
/// in every completion.
package enum Truth: UInt8, Sendable {
  case no
  case yes
  case unknown

  /// The negation of this value if `isNegated` is true, and the value itself if not.
  package func negated(_ isNegated: Bool) -> Truth {
    guard isNegated else { return self }
    switch self {
    case .no: return .yes
    case .yes: return .no
    case .unknown: return .unknown
    }
  }
}

/// Scratch storage for evaluating a circuit, reused from one request to the next.
package struct EvaluationScratch: ~Copyable {
  package init() {}

  /// Bit sets over the rows of the index `filledIndex`: its possible rules, and its certain ones.
  var possible: [UInt64] = []
  var certain: [UInt64] = []
  /// Byte offsets of the rows to combine: of the rules that known facts contradict, and of the rules
  /// that ask unknown facts.
  var contradicting: [Int] = []
  var asking: [Int] = []
  /// The number of the index that was evaluated last for the current facts, or -1.
  var filledIndex = -1
  /// The unknown variables on which the last result depends, with repetitions.
  var open = IndexList()

  /// Invalidates cached results because the facts changed.
  mutating func clear() {
    filledIndex = -1
    close(from: 0)
  }

  /// Drops the open variables from an offset on.
  mutating func close(from start: Int) {
    open.removeAll(from: start)
  }
}

extension Circuit {
  /// Evaluates a function and records the unknown variables on which the result depends.
  package func state(_ ref: Ref, _ cells: Cells, _ scratch: inout EvaluationScratch) -> Truth {
    scratch.close(from: 0)
    return evaluate(ref, cells, &scratch)
  }

  /// As above, but appends the variables that are open to those already in the scratch storage.
  package func evaluate(_ ref: Ref, _ cells: Cells, _ scratch: inout EvaluationScratch) -> Truth {
    evaluating { $0.evaluate(ref, cells, &scratch) }
  }

  /// Calls `body` with the position of each true rule of an index.
  func forEachTrueRule(
    of index: Int, _ cells: Cells, _ scratch: inout EvaluationScratch, _ body: (Int) -> Void
  ) {
    evaluating { $0.forEachTrueRule(of: index, cells, &scratch, body) }
    scratch.close(from: 0)
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
