/// Evaluates a circuit under Kleene's three-valued logic, over unretained views of its storage so
/// that no references are counted.
struct Evaluation {
  let nodes: UnsafeBufferPointer<Circuit.Node>
  let members: UnsafeBufferPointer<Circuit.Ref>
  let cellBits: UnsafeBufferPointer<UInt64>
  let indexes: UnsafeBufferPointer<Unmanaged<RuleIndex>>

  func evaluate(
    _ ref: Circuit.Ref, _ cells: Circuit.Cells, _ scratch: inout EvaluationScratch
  ) -> Truth {
    let node = nodes[ref.index]
    let start = scratch.open.count
    var result: Truth
    switch node.kind {
    case .yes: result = .yes
    case .atom: return evaluate(atom: node, ref, cells, &scratch)
    case .any, .all:
      let deciding: Truth = node.kind == .any ? .yes : .no
      result = deciding.negated(true)
      for index in Int(node.start)..<Int(node.start + node.count) {
        let member = members[index]
        let atom = nodes[member.index]
        let state =
          atom.kind == .atom
          ? evaluate(atom: atom, member, cells, &scratch) : evaluate(member, cells, &scratch)
        if state == deciding {
          result = deciding
          break
        }
        if state == .unknown { result = .unknown }
      }
    case .atLeast:
      var certain: Int32 = 0
      var open: Int32 = 0
      for index in Int(node.start)..<Int(node.start + node.count) {
        switch evaluate(members[index], cells, &scratch) {
        case .yes: certain += 1
        case .unknown: open += 1
        case .no: break
        }
      }
      result = certain >= node.number ? .yes : certain + open < node.number ? .no : .unknown
    case .indexed:
      let number = Int(node.number)
      result = indexes[number]._withUnsafeGuaranteedRef { evaluate($0, number, cells, &scratch) }
    }
    if result != .unknown { scratch.close(from: start) }
    return result.negated(ref.isNegated)
  }

  @inline(__always)
  private func evaluate(
    atom: Circuit.Node, _ ref: Circuit.Ref, _ cells: Circuit.Cells,
    _ scratch: inout EvaluationScratch
  ) -> Truth {
    let cell = Int(cells[Int(atom.number)])
    if cell < 0 {
      if cell < Int(KnownCells.unknown) {
        let truth = cells.truth(
          Int32(cell), in: UnsafeBufferPointer(rebasing: cellBits[atom.data]))
        if truth != .unknown { return truth.negated(ref.isNegated) }
      }
      scratch.open.append(Int(atom.number))
      return .unknown
    }
    let isIn = cellBits[Int(atom.start) &+ cell &>> 6] &>> UInt64(cell & 63) & 1 == 1
    return isIn != ref.isNegated ? .yes : .no
  }

  private func evaluate(
    _ index: RuleIndex, _ number: Int, _ cells: Circuit.Cells, _ scratch: inout EvaluationScratch
  ) -> Truth {
    var result = Truth.no
    func take(_ ref: Circuit.Ref) -> Bool {
      switch evaluate(ref, cells, &scratch) {
      case .yes: return true
      case .unknown: result = .unknown
      case .no: break
      }
      return false
    }
    let range = index.bucketed(cells)
    for entry in range where take(index.rules[Int(index.bucketRules[entry])]) { return .yes }
    if index.rows.rules.count > 0 {
      fill(index, number, cells, &scratch)
      var isPossible: UInt64 = 0
      var isCertain: UInt64 = 0
      for word in 0..<index.rows.wordCount {
        isPossible |= scratch.possible[word]
        isCertain |= scratch.certain[word]
      }
      if isCertain != 0 { return .yes }
      if isPossible != 0 {
        result = .unknown
        for word in 0..<index.rows.wordCount {
          var rest = scratch.possible[word]
          while rest != 0 {
            let rule = index.rows.rules[word * 64 + rest.trailingZeroBitCount]
            _ = evaluate(index.rules[Int(rule)], cells, &scratch)
            rest &= rest - 1
          }
        }
      }
    }
    for other in 0..<index.others.count where take(index.others[other]) { return .yes }
    return result
  }

  /// Calls `body` with the position of each true rule of the index with this number.
  func forEachTrueRule(
    of number: Int, _ cells: Circuit.Cells, _ scratch: inout EvaluationScratch,
    _ body: (Int) -> Void
  ) {
    indexes[number]._withUnsafeGuaranteedRef { index in
      for entry in index.bucketed(cells) {
        let rule = Int(index.bucketRules[entry])
        if evaluate(index.rules[rule], cells, &scratch) == .yes { body(rule) }
      }
      guard index.rows.rules.count > 0 else { return }
      fill(index, number, cells, &scratch)
      for word in 0..<index.rows.wordCount {
        var rest = scratch.certain[word]
        while rest != 0 {
          body(Int(index.rows.rules[word * 64 + rest.trailingZeroBitCount]))
          rest &= rest - 1
        }
      }
    }
  }

  /// Computes the possible and certain rules of an index, unless they are already in `scratch`.
  private func fill(
    _ index: RuleIndex, _ number: Int, _ cells: Circuit.Cells, _ scratch: inout EvaluationScratch
  ) {
    guard scratch.filledIndex != number else { return }
    index.rows.fill(&scratch, cells)
    scratch.filledIndex = number
  }
}
