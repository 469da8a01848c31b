/// A circuit while it is evaluated: its parts without references to count.
struct Evaluation {
  let nodes: UnsafeBufferPointer<Circuit.Node>
  let members: UnsafeBufferPointer<Circuit.Ref>
  let cellBits: UnsafeBufferPointer<UInt64>
  let indexes: UnsafeBufferPointer<Unmanaged<RuleIndex>>

  func evaluate(
    _ ref: Circuit.Ref, _ cells: Circuit.Cells, _ room: inout EvaluationScratch
  ) -> Truth {
    let node = nodes[ref.index]
    let start = room.open.count
    var result: Truth
    switch node.kind {
    case .yes: result = .yes
    case .atom: return evaluate(atom: node, ref, cells, &room)
    case .any, .all:
      let deciding: Truth = node.kind == .any ? .yes : .no
      result = deciding.negated(true)
      for place in Int(node.start)..<Int(node.start + node.count) {
        let member = members[place]
        let atom = nodes[member.index]
        let state =
          atom.kind == .atom
          ? evaluate(atom: atom, member, cells, &room) : evaluate(member, cells, &room)
        if state == deciding {
          result = deciding
          break
        }
        if state == .unknown { result = .unknown }
      }
    case .atLeast:
      var certain: Int32 = 0
      var open: Int32 = 0
      for place in Int(node.start)..<Int(node.start + node.count) {
        switch evaluate(members[place], cells, &room) {
        case .yes: certain += 1
        case .unknown: open += 1
        case .no: break
        }
      }
      result = certain >= node.number ? .yes : certain + open < node.number ? .no : .unknown
    case .indexed:
      let place = Int(node.number)
      result = indexes[place]._withUnsafeGuaranteedRef { evaluate($0, place, cells, &room) }
    }
    if result != .unknown { room.close(from: start) }
    return result.negated(ref.isNegated)
  }

  @inline(__always)
  private func evaluate(
    atom: Circuit.Node, _ ref: Circuit.Ref, _ cells: Circuit.Cells, _ room: inout EvaluationScratch
  ) -> Truth {
    let cell = Int(cells[Int(atom.number)])
    if cell < 0 {
      room.open.append(atom.number)
      return .unknown
    }
    let isIn = cellBits[Int(atom.start) &+ cell &>> 6] &>> UInt64(cell & 63) & 1 == 1
    return isIn != ref.isNegated ? .yes : .no
  }

  private func evaluate(
    _ index: RuleIndex, _ place: Int, _ cells: Circuit.Cells, _ room: inout EvaluationScratch
  ) -> Truth {
    var result = Truth.no
    func take(_ ref: Circuit.Ref) -> Bool {
      switch evaluate(ref, cells, &room) {
      case .yes: return true
      case .unknown: result = .unknown
      case .no: break
      }
      return false
    }
    let range = index.bucketed(cells)
    for entry in range where take(index.rules[Int(index.bucketRules[entry])]) { return .yes }
    if index.rows.rules.count > 0 {
      fill(index, place, cells, &room)
      var isPossible: UInt64 = 0
      var isCertain: UInt64 = 0
      for word in 0..<index.rows.wordCount {
        isPossible |= room.possible[word]
        isCertain |= room.certain[word]
      }
      if isCertain != 0 { return .yes }
      if isPossible != 0 {
        result = .unknown
        for word in 0..<index.rows.wordCount {
          var rest = room.possible[word]
          while rest != 0 {
            let rule = index.rows.rules[word * 64 + rest.trailingZeroBitCount]
            _ = evaluate(index.rules[Int(rule)], cells, &room)
            rest &= rest - 1
          }
        }
      }
    }
    for place in 0..<index.others.count where take(index.others[place]) { return .yes }
    return result
  }

  func forEachTrueRule(
    of place: Int, _ cells: Circuit.Cells, _ room: inout EvaluationScratch, _ body: (Int) -> Void
  ) {
    indexes[place]._withUnsafeGuaranteedRef { index in
      for entry in index.bucketed(cells) {
        let rule = Int(index.bucketRules[entry])
        if evaluate(index.rules[rule], cells, &room) == .yes { body(rule) }
      }
      guard index.rows.rules.count > 0 else { return }
      fill(index, place, cells, &room)
      for word in 0..<index.rows.wordCount {
        var rest = room.certain[word]
        while rest != 0 {
          body(Int(index.rows.rules[word * 64 + rest.trailingZeroBitCount]))
          rest &= rest - 1
        }
      }
    }
  }

  private func fill(
    _ index: RuleIndex, _ place: Int, _ cells: Circuit.Cells, _ room: inout EvaluationScratch
  ) {
    guard room.filledIndex != place else { return }
    index.rows.fill(&room, cells)
    room.filledIndex = place
  }
}
