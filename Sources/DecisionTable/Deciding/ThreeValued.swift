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

  /// The facts are others now.
  mutating func clear() { filledIndex = -1 }
}

extension Network {
  typealias Cells = UnsafeBufferPointer<Int32>

  func state(_ ref: Ref, _ cells: Cells, _ room: inout EvaluationRoom) -> State {
    let node = nodes[ref.place]
    switch node.kind {
    case .yes: return State.yes.negated(ref.isNegated)
    case .atom:
      let cell = cells[Int(node.number)]
      if cell == Facts.unknown { return .unknown }
      return accepts(node, Int(cell)) != ref.isNegated ? .yes : .no
    case .any:
      var result = State.no
      for place in Int(node.start)..<Int(node.start + node.count) {
        switch state(members[place], cells, &room) {
        case .yes: return State.yes.negated(ref.isNegated)
        case .unknown: result = .unknown
        case .no: break
        }
      }
      return result.negated(ref.isNegated)
    case .all:
      var result = State.yes
      for place in Int(node.start)..<Int(node.start + node.count) {
        switch state(members[place], cells, &room) {
        case .no: return State.no.negated(ref.isNegated)
        case .unknown: result = .unknown
        case .yes: break
        }
      }
      return result.negated(ref.isNegated)
    case .atLeast:
      var certain: Int32 = 0
      var open: Int32 = 0
      for place in Int(node.start)..<Int(node.start + node.count) {
        switch state(members[place], cells, &room) {
        case .yes: certain += 1
        case .unknown: open += 1
        case .no: break
        }
      }
      let result: State =
        certain >= node.number ? .yes : certain + open < node.number ? .no : .unknown
      return result.negated(ref.isNegated)
    case .indexed:
      return state(Int(node.number), cells, &room).negated(ref.isNegated)
    }
  }

  private func state(_ place: Int, _ cells: Cells, _ room: inout EvaluationRoom) -> State {
    let index = indexes[place]
    var result = State.no
    func take(_ ref: Ref) -> Bool {
      switch state(ref, cells, &room) {
      case .yes: return true
      case .unknown: result = .unknown
      case .no: break
      }
      return false
    }
    if let buckets = index.buckets {
      let cell = Int(cells[buckets.variable])
      if cell < 0 {
        for rule in buckets.all where take(index.rules[Int(rule)]) { return .yes }
      } else {
        for entry in Int(buckets.starts[cell])..<Int(buckets.starts[cell + 1])
        where take(index.rules[Int(buckets.rules[entry])]) {
          return .yes
        }
      }
    }
    if !index.rows.rules.isEmpty {
      fill(place, cells, &room)
      var isPossible: UInt64 = 0
      var isCertain: UInt64 = 0
      for word in 0..<index.rows.wordCount {
        isPossible |= room.possible[word]
        isCertain |= room.certain[word]
      }
      if isCertain != 0 { return .yes }
      if isPossible != 0 { result = .unknown }
    }
    for other in index.others where take(other) { return .yes }
    return result
  }

  /// Calls `body` with the place of each rule of an index that is true.
  func forEachTrueRule(
    of place: Int, _ cells: Cells, _ room: inout EvaluationRoom, _ body: (Int) -> Void
  ) {
    let index = indexes[place]
    if let buckets = index.buckets {
      let cell = Int(cells[buckets.variable])
      let rules =
        cell < 0
        ? buckets.all[...]
        : buckets.rules[Int(buckets.starts[cell])..<Int(buckets.starts[cell + 1])]
      for rule in rules where state(index.rules[Int(rule)], cells, &room) == .yes {
        body(Int(rule))
      }
    }
    guard !index.rows.rules.isEmpty else { return }
    fill(place, cells, &room)
    for word in 0..<index.rows.wordCount {
      var rest = room.certain[word]
      while rest != 0 {
        body(Int(index.rows.rules[word * 64 + rest.trailingZeroBitCount]))
        rest &= rest - 1
      }
    }
  }

  private func fill(_ place: Int, _ cells: Cells, _ room: inout EvaluationRoom) {
    guard room.filledIndex != place else { return }
    indexes[place].rows.fill(&room, cells)
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
    room.possible.withUnsafeMutableBytes { possible in
      room.certain.withUnsafeMutableBytes { certain in
        contradicted.withUnsafeBytes { contradicted in
          asking.withUnsafeBytes { asking in
            // A block of 512 rules after the other, so that its bits stay in registers. They are
            // collected as what is excluded, and turned round at the end.
            for block in 0..<words / 8 {
              var excluded = SIMD8<UInt64>(repeating: 0)
              var open = SIMD8<UInt64>(repeating: 0)
              for place in 0..<variables.count {
                let cell = Int(cells[variables[place]])
                let row = cell < 0 ? place : firstRow[place] + cell
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
  }
}
