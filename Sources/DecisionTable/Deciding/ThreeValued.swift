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
  /// Of a rows index: the rules that are possible, and those that are certain.
  fileprivate var possible: [UInt64] = []
  fileprivate var certain: [UInt64] = []
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
      return state(indexes[Int(node.number)], cells, &room).negated(ref.isNegated)
    }
  }

  private func state(_ index: RuleIndex, _ cells: Cells, _ room: inout EvaluationRoom) -> State {
    var result = State.no
    switch index.plan {
    case .buckets(let variable, let starts, let rules, let free):
      let cell = Int(cells[variable])
      if cell < 0 {
        for rule in index.rules {
          switch state(rule, cells, &room) {
          case .yes: return .yes
          case .unknown: result = .unknown
          case .no: break
          }
        }
      } else {
        for place in Int(starts[cell])..<Int(starts[cell + 1]) {
          switch state(index.rules[Int(rules[place])], cells, &room) {
          case .yes: return .yes
          case .unknown: result = .unknown
          case .no: break
          }
        }
        for rule in free {
          switch state(index.rules[Int(rule)], cells, &room) {
          case .yes: return .yes
          case .unknown: result = .unknown
          case .no: break
          }
        }
      }
    case .rows(let rows):
      rows.fill(&room, ruleCount: index.rules.count, cells)
      var isPossible: UInt64 = 0
      var isCertain: UInt64 = 0
      for word in 0..<rows.wordCount {
        isPossible |= room.possible[word]
        isCertain |= room.certain[word]
      }
      if isCertain != 0 { return .yes }
      if isPossible != 0 { result = .unknown }
    }
    for other in index.others {
      switch state(other, cells, &room) {
      case .yes: return .yes
      case .unknown: result = .unknown
      case .no: break
      }
    }
    return result
  }

  /// Calls `body` with the place of each rule of an index that is true, ascending.
  func forEachTrueRule(
    of index: RuleIndex, _ cells: Cells, _ room: inout EvaluationRoom, _ body: (Int) -> Void
  ) {
    switch index.plan {
    case .buckets(let variable, let starts, let rules, let free):
      let cell = Int(cells[variable])
      if cell < 0 {
        for place in index.rules.indices
        where state(index.rules[place], cells, &room) == .yes {
          body(place)
        }
        return
      }
      // Both lists ascend.
      var first = Int(starts[cell])
      let last = Int(starts[cell + 1])
      var second = 0
      while first < last || second < free.count {
        let isFirst = second == free.count || (first < last && rules[first] < free[second])
        let place = Int(isFirst ? rules[first] : free[second])
        if isFirst { first += 1 } else { second += 1 }
        if state(index.rules[place], cells, &room) == .yes { body(place) }
      }
    case .rows(let rows):
      rows.fill(&room, ruleCount: index.rules.count, cells)
      for word in 0..<rows.wordCount {
        var rest = room.certain[word]
        while rest != 0 {
          body(word * 64 + rest.trailingZeroBitCount)
          rest &= rest - 1
        }
      }
    }
  }
}

extension RuleIndex.Rows {
  fileprivate func fill(_ room: inout EvaluationRoom, ruleCount: Int, _ cells: Network.Cells) {
    let words = wordCount
    if room.possible.count < words {
      room.possible = Array(repeating: 0, count: words)
      room.certain = Array(repeating: 0, count: words)
    }
    room.possible.withUnsafeMutableBufferPointer { possible in
      room.certain.withUnsafeMutableBufferPointer { certain in
        contradicted.withUnsafeBufferPointer { contradicted in
          asking.withUnsafeBufferPointer { asking in
            for word in 0..<words {
              possible[word] = 0
              certain[word] = 0
            }
            // Collected as what is excluded, and turned round at the end.
            for (place, variable) in variables.enumerated() {
              let cell = Int(cells[variable])
              if cell < 0 {
                let row = place * words
                for word in 0..<words { certain[word] |= asking[row + word] }
              } else {
                let row = (firstRow[place] + cell) * words
                for word in 0..<words { possible[word] |= contradicted[row + word] }
              }
            }
            for word in 0..<words {
              let rest = ruleCount - word * 64
              let mask: UInt64 = rest >= 64 ? ~0 : (1 << UInt64(rest)) - 1
              possible[word] = ~possible[word] & mask
              certain[word] = possible[word] & ~certain[word]
            }
          }
        }
      }
    }
  }
}
