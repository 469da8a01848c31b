/// The states to which the completions of a partly known list lead.
///
/// Entries are folded from the newest to the oldest. Where several orders, days or attributes are
/// possible, the fold keeps the set of states that they lead to, so the result is exact for all tests
/// together.
struct CompletionFold {
  /// An entry of the list.
  struct Entry: Hashable {
    /// The days on which it may be, up to the date of service.
    let days: ClosedRange<Int>
    /// The classes in which it may be, ascending.
    let classes: [Int32]
  }

  /// The days on which there are no further entries.
  enum Completeness {
    case everywhere
    case nowhere
    case within(ClosedRange<Int>)
  }

  /// A state, and the entries that still have to be placed.
  private struct Node: Hashable, BitwiseCopyable {
    var state: UInt128
    /// The number of entries of each kind that are not placed yet, packed.
    var pending: UInt128 = 0
  }

  /// Entries that no test distinguishes, as they are counted in `Node.pending`.
  private struct Kind {
    /// What an entry may do, by the classes in which it may be.
    let effects: [[EntryClasses.Effect]]
    /// The days on which it may be.
    let days: ClosedRange<Int>
    /// The bits of the count, and a count of one.
    let mask: UInt128
    let one: UInt128

    func mayBe(on segment: ClosedRange<Int>) -> Bool {
      days.lowerBound <= segment.lowerBound && days.upperBound >= segment.upperBound
    }
  }

  /// Where the counts of kinds are in `Node.pending`.
  private struct Packing {
    private var width = 0
    private(set) var kinds: [Kind] = []
    /// The counts of all entries.
    private(set) var all: UInt128 = 0

    mutating func add(
      _ effects: [[EntryClasses.Effect]], on days: ClosedRange<Int>, count: Int
    ) throws(TooManyRecordStates) {
      let own = Int.bitWidth - count.leadingZeroBitCount
      guard width + own <= UInt128.bitWidth else { throw TooManyRecordStates() }
      let one = UInt128(1) << UInt128(width)
      kinds.append(
        Kind(effects: effects, days: days, mask: (one << UInt128(own)) &- one, one: one))
      all |= UInt128(count) << UInt128(width)
      width += own
    }
  }

  private let measures: RecordMeasures
  private let classes: EntryClasses
  private let axis: RecordAxis
  private let completeness: Completeness
  private var nodes: Set<Node> = [Node(state: RecordMeasures.start)]
  private var visited = 0

  init(
    _ measures: RecordMeasures, _ classes: EntryClasses, _ axis: RecordAxis,
    _ completeness: Completeness
  ) {
    self.measures = measures
    self.classes = classes
    self.axis = axis
    self.completeness = completeness
  }

  /// The states of all completions of a list of entries.
  mutating func states(of entries: [Entry]) throws(TooManyRecordStates) -> [UInt128] {
    let known = entries.filter { $0.days.count == 1 }.sorted {
      $0.days.lowerBound > $1.days.lowerBound
    }
    var floating = Packing()
    for (entry, equal) in Dictionary(
      grouping: entries.filter { $0.days.count > 1 }, by: { $0 }
    ).sorted(by: { $0.key.days.upperBound > $1.key.days.upperBound }) {
      try floating.add(
        entry.classes.map { classes.effects[Int($0)] }, on: entry.days, count: equal.count)
    }
    nodes = [Node(state: RecordMeasures.start, pending: floating.all)]
    var next = 0
    var stretch = 0
    for days in segments(known, floating.kinds) {
      stretch = axis.stretch(of: days.upperBound, from: stretch)
      let meaning = axis.stretches[stretch].meaning
      var ofDay: [Entry] = []
      while next < known.count, known[next].days.lowerBound >= days.lowerBound {
        ofDay.append(known[next])
        next += 1
      }
      try add(ofDay, floating, on: days, meaning)
    }
    return Set(nodes.map(\.state)).sorted()
  }

  // MARK: Segments

  /// The days on which there may be entries, in stretches whose days mean the same, the newest first.
  private func segments(_ known: [Entry], _ floating: [Kind]) -> [ClosedRange<Int>] {
    var ends: Set<Int> = []
    for stretch in axis.stretches.dropLast() { ends.insert(stretch.first - 1) }
    for entry in known {
      ends.insert(entry.days.lowerBound)
      ends.insert(entry.days.lowerBound - 1)
    }
    for kind in floating {
      ends.insert(kind.days.upperBound)
      ends.insert(kind.days.lowerBound - 1)
    }
    if case .within(let days) = completeness {
      ends.insert(days.lowerBound - 1)
      ends.insert(days.upperBound)
    }
    let knownDays = Set(known.map(\.days.lowerBound))
    let counted = measures.mostCountedDays
    var segments: [ClosedRange<Int>] = []
    var last = axis.service.number
    let older = ends.filter { $0 < last && $0 >= RecordAxis.distantPast }.sorted(by: >)
    for end in older + [RecordAxis.distantPast - 1] {
      let days = end + 1...last
      last = end
      let isFree = mayHaveMore(on: days)
      let isOpen = isFree || floating.contains { $0.mayBe(on: days) }
      guard isOpen || knownDays.contains(days.lowerBound) else { continue }
      if days.upperBound - days.lowerBound < counted {
        segments += days.reversed().map { $0...$0 }
      } else {
        segments.append(days)
      }
    }
    return segments
  }

  private func mayHaveMore(on days: ClosedRange<Int>) -> Bool {
    switch completeness {
    case .everywhere: false
    case .nowhere: true
    case .within(let complete): !complete.contains(days.lowerBound)
    }
  }

  // MARK: One segment

  private mutating func add(
    _ entries: [Entry], _ floating: Packing, on days: ClosedRange<Int>,
    _ meaning: RecordAxis.Meaning
  ) throws(TooManyRecordStates) {
    nodes = Set(nodes.map { Node(state: measures.nextDay($0.state), pending: $0.pending) })
    var counts: [[[EntryClasses.Effect]]: Int] = [:]
    for entry in entries {
      guard entry.classes.count == 1 else {
        counts[entry.classes.map { classes.effects[Int($0)] }, default: 0] += 1
        continue
      }
      // What does not depend on the order is done at once. Of the rest, a third entry of the same kind
      // is as good as two: the first and the last of the day.
      let effects = classes.effects[Int(entry.classes[0])]
      let ordered = effects.filter { measures.dependsOnOrder(Int($0.measure)) }
      let others = effects.filter { !measures.dependsOnOrder(Int($0.measure)) }
      if !others.isEmpty {
        nodes = Set(
          nodes.map { node in
            Node(
              state: measures.state(node.state, adding: others, in: meaning),
              pending: node.pending)
          })
      }
      if ordered.contains(where: { meaning.inWindows >> UInt128($0.measure) & 1 == 1 }) {
        counts[[ordered]] = min((counts[[ordered]] ?? 0) + 1, 2)
      }
    }
    let isFree = mayHaveMore(on: days)
    let present = floating.kinds.filter { $0.mayBe(on: days) }
    if !isFree, present.isEmpty, counts.count <= 1, counts.first?.key.count ?? 1 == 1 {
      // All orders are the same.
      guard let effects = counts.first?.key[0] else { return }
      nodes = Set(
        nodes.map { node in
          Node(
            state: measures.state(node.state, adding: effects, in: meaning), pending: node.pending)
        })
      return
    }
    var packing = floating
    for (effects, count) in counts {
      try packing.add(effects, on: days, count: count)
    }
    let ofDay = packing.all & ~floating.all
    let start = nodes.map { Node(state: $0.state, pending: $0.pending | ofDay) }
    let moves = isFree ? classes.moves(in: meaning) : []
    let canChangeDay = measures.dayFlags != 0 && days.count > 1
    var reached = Set(start)
    var waiting = start
    let kinds = packing.kinds[floating.kinds.count...] + present
    while let node = waiting.popLast() {
      func reach(_ next: Node) {
        if reached.insert(next).inserted { waiting.append(next) }
      }
      if canChangeDay {
        reach(Node(state: measures.nextDay(node.state), pending: node.pending))
      }
      for move in moves {
        reach(
          Node(
            state: measures.state(node.state, adding: move.effects, in: meaning),
            pending: node.pending))
      }
      for kind in kinds where node.pending & kind.mask != 0 {
        for effects in kind.effects {
          reach(
            Node(
              state: measures.state(node.state, adding: effects, in: meaning),
              pending: node.pending - kind.one))
        }
      }
      guard visited + reached.count <= TooManyRecordStates.bound else {
        throw TooManyRecordStates()
      }
    }
    visited += reached.count
    // Entries of this day, and those that cannot be older, have to be placed by now.
    let due = kinds.reduce(UInt128(0)) { mask, kind in
      kind.days.lowerBound >= days.lowerBound ? mask | kind.mask : mask
    }
    nodes = reached.filter { $0.pending & due == 0 }
  }
}
