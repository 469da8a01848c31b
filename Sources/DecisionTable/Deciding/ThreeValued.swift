/// What known facts say of a function: Kleene's strong three values.
///
/// True and false are final. Unknown is not: `x or not x` is unknown here, and true in fact.
enum State: UInt8, Sendable {
  case no
  case yes
  case unknown

  func negated(_ isNegated: Bool) -> State {
    guard isNegated else { return self }
    switch self {
    case .no: return .yes
    case .yes: return .no
    case .unknown: return .unknown
    }
  }
}

/// The room that evaluating needs, kept from one request to the next.
struct EvaluationRoom: Sendable {
  /// Of the rows of an index: the rules that are possible, and those that are certain.
  fileprivate var possible: [UInt64] = []
  fileprivate var certain: [UInt64] = []
  /// The index of which these are, for the facts at hand.
  fileprivate var filledIndex = -1
  /// The unknown variables on which what was evaluated last hangs, as often as they stand in it.
  var open: [Int32] = []

  /// The facts are others now.
  mutating func clear() {
    filledIndex = -1
    close(from: 0)
  }

  fileprivate mutating func close(from start: Int) {
    if open.count > start { open.removeLast(open.count - start) }
  }
}

extension Network {
  typealias Cells = UnsafeBufferPointer<Int32>

  func state(_ ref: Ref, _ cells: Cells, _ room: inout EvaluationRoom) -> State {
    room.close(from: 0)
    return evaluate(ref, cells, &room)
  }

  /// The same, with the variables that it leaves open behind those that are there.
  func evaluate(_ ref: Ref, _ cells: Cells, _ room: inout EvaluationRoom) -> State {
    evaluating { $0.evaluate(ref, cells, &room) }
  }

  /// Calls `body` with the place of each rule of an index that is true.
  func forEachTrueRule(
    of index: Int, _ cells: Cells, _ room: inout EvaluationRoom, _ body: (Int) -> Void
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

/// A network while it is evaluated: its parts without references to count.
private struct Evaluation {
  let nodes: UnsafeBufferPointer<Network.Node>
  let members: UnsafeBufferPointer<Network.Ref>
  let cellBits: UnsafeBufferPointer<UInt64>
  let indexes: UnsafeBufferPointer<Unmanaged<RuleIndex>>

  func evaluate(
    _ ref: Network.Ref, _ cells: Network.Cells, _ room: inout EvaluationRoom
  ) -> State {
    let node = nodes[ref.place]
    let start = room.open.count
    var result: State
    switch node.kind {
    case .yes: result = .yes
    case .atom: return evaluate(atom: node, ref, cells, &room)
    case .any, .all:
      let deciding: State = node.kind == .any ? .yes : .no
      result = deciding.negated(true)
      for place in Int(node.start)..<Int(node.start + node.count) {
        let member = members[place]
        let atom = nodes[member.place]
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
    atom: Network.Node, _ ref: Network.Ref, _ cells: Network.Cells, _ room: inout EvaluationRoom
  ) -> State {
    let cell = Int(cells[Int(atom.number)])
    if cell < 0 {
      room.open.append(atom.number)
      return .unknown
    }
    let isIn = cellBits[Int(atom.start) &+ cell &>> 6] &>> UInt64(cell & 63) & 1 == 1
    return isIn != ref.isNegated ? .yes : .no
  }

  private func evaluate(
    _ index: RuleIndex, _ place: Int, _ cells: Network.Cells, _ room: inout EvaluationRoom
  ) -> State {
    var result = State.no
    func take(_ ref: Network.Ref) -> Bool {
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
    of place: Int, _ cells: Network.Cells, _ room: inout EvaluationRoom, _ body: (Int) -> Void
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
    _ index: RuleIndex, _ place: Int, _ cells: Network.Cells, _ room: inout EvaluationRoom
  ) {
    guard room.filledIndex != place else { return }
    index.rows.fill(&room, cells)
    room.filledIndex = place
  }
}

extension RuleIndex.Rows {
  fileprivate func fill(_ room: inout EvaluationRoom, _ cells: Network.Cells) {
    let words = wordCount
    if room.possible.count < words {
      room.possible = Array(repeating: 0, count: words)
      room.certain = Array(repeating: 0, count: words)
    }
    let contradicted = UnsafeRawPointer(contradicted.base)
    let asking = UnsafeRawPointer(asking.base)
    room.possible.withUnsafeMutableBytes { possible in
      room.certain.withUnsafeMutableBytes { certain in
        // A block of 512 rules after the other, so that its bits stay in registers. They are
        // collected as what is excluded, and turned round at the end.
        for block in 0..<words / 8 {
          var excluded = SIMD8<UInt64>(repeating: 0)
          var open = SIMD8<UInt64>(repeating: 0)
          for place in 0..<variables.count {
            let cell = Int(cells[Int(variables[place])])
            let row = cell < 0 ? place : Int(firstRow[place]) + cell
            let offset = (row * words + block * 8) * 8
            if cell < 0 {
              open |= asking.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
            } else {
              excluded |= contradicted.loadUnaligned(
                fromByteOffset: offset, as: SIMD8<UInt64>.self)
            }
          }
          var mask = SIMD8<UInt64>(repeating: ~0)
          for lane in 0..<8 {
            let rest = rules.count - (block * 8 + lane) * 64
            mask[lane] = rest >= 64 ? ~0 : rest <= 0 ? 0 : (1 << UInt64(rest)) - 1
          }
          let allowed = ~excluded & mask
          possible.storeBytes(of: allowed, toByteOffset: block * 64, as: SIMD8<UInt64>.self)
          certain.storeBytes(
            of: allowed & ~open, toByteOffset: block * 64, as: SIMD8<UInt64>.self)
        }
      }
    }
  }
}
