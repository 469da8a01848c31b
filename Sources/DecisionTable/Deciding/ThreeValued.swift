internal import Glibc

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
  /// The rows that speak of the facts: of known ones what they contradict, of unknown ones what asks
  /// them; where each starts, in bytes.
  fileprivate var contradicting: [Int] = []
  fileprivate var asking: [Int] = []
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
    if room.possible.count < wordCount {
      room.possible = Array(repeating: 0, count: wordCount)
      room.certain = Array(repeating: 0, count: wordCount)
    }
    room.contradicting.removeAll(keepingCapacity: true)
    room.asking.removeAll(keepingCapacity: true)
    for place in 0..<variables.count {
      let cell = Int(cells[Int(variables[place])])
      if cell < 0 {
        room.asking.append(place * wordCount * 8)
      } else {
        room.contradicting.append((Int(firstRow[place]) + cell) * wordCount * 8)
      }
    }
    union(of: room.contradicting, in: contradicted, into: &room.possible)
    union(of: room.asking, in: asking, into: &room.certain)
    // What was collected as excluded and as open is turned round.
    for word in 0..<wordCount {
      let rest = rules.count - word * 64
      let mask: UInt64 = rest >= 64 ? ~0 : rest <= 0 ? 0 : (1 << UInt64(rest)) - 1
      let allowed = ~room.possible[word] & mask
      room.possible[word] = allowed
      room.certain[word] = allowed & ~room.certain[word]
    }
  }

  /// What is set in any of some rows. Four rows are gone through side by side from their starts on,
  /// as memory is read ahead.
  private func union(
    of starts: [Int], in rows: FrozenArray<UInt64>, into union: inout [UInt64]
  ) {
    let size = wordCount * 8
    let base = UnsafeRawPointer(rows.base)
    union.withUnsafeMutableBytes { union in
      guard let union = union.baseAddress else { return }
      memset(union, 0, size)
      starts.withUnsafeBufferPointer { starts in
        var place = 0
        while place + 4 <= starts.count {
          let (one, two) = (base + starts[place], base + starts[place + 1])
          let (three, four) = (base + starts[place + 2], base + starts[place + 3])
          for offset in stride(from: 0, to: size, by: 64) {
            func block(_ row: UnsafeRawPointer) -> SIMD8<UInt64> {
              row.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
            }
            let bits = block(UnsafeRawPointer(union)) | block(one) | block(two)
            union.storeBytes(
              of: bits | block(three) | block(four), toByteOffset: offset,
              as: SIMD8<UInt64>.self)
          }
          place += 4
        }
        for start in starts[place...] {
          for offset in stride(from: 0, to: size, by: 64) {
            let bits = UnsafeRawPointer(union).loadUnaligned(
              fromByteOffset: offset, as: SIMD8<UInt64>.self)
            union.storeBytes(
              of: bits
                | base.loadUnaligned(fromByteOffset: start + offset, as: SIMD8<UInt64>.self),
              toByteOffset: offset, as: SIMD8<UInt64>.self)
          }
        }
      }
    }
  }
}
