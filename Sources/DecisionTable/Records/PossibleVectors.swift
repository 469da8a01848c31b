/// The vectors of test outcomes that some list gives on a date of service of one order, each with a
/// smallest list that gives it.
struct PossibleVectors {
  /// An entry of such a list.
  struct Entry: Hashable, Sendable, BitwiseCopyable {
    /// The index of its stretch in the order, and of its day in the stretch, the newest first.
    let stretch: Int32
    let day: Int32
    let entryClass: Int32
  }

  /// The entries of a smallest list for each vector, the newest first.
  private(set) var lists: [UInt128: [Entry]] = [:]

  private let measures: RecordMeasures
  private let classes: EntryClasses
  /// States in the order in which they were found; a later one may be the same with fewer entries.
  private var found: [Found] = []
  /// The index of the last of each.
  private var indexOfState: [UInt128: Int] = [:]

  private struct Found {
    let state: UInt128
    let count: Int
    /// How many entries are on the day of the entry before them. Entries of one day come in an unknown
    /// order, so a request cannot state every such list.
    let ties: Int
    /// The state before its last entry, or -1.
    let previous: Int
    let last: Entry

    /// Whether it is a better example than another list of the same state.
    func isSmaller(than other: Found) -> Bool { (count, ties) < (other.count, other.ties) }
  }

  init(_ measures: RecordMeasures, _ classes: EntryClasses, on order: RecordAxis.Order)
    throws(TooManyRecordStates)
  {
    self.measures = measures
    self.classes = classes
    let none = Entry(stretch: -1, day: 0, entryClass: -1)
    found.append(Found(state: RecordMeasures.start, count: 0, ties: 0, previous: -1, last: none))
    indexOfState[RecordMeasures.start] = 0
    let counted = measures.mostCountedDays
    for (index, stretch) in order.stretches.enumerated() {
      let moves = classes.moves(in: stretch.meaning)
      if stretch.days > counted {
        try addEntries(moves, stretch.meaning, index, day: nil)
      } else {
        for day in 0..<stretch.days { try addEntries(moves, stretch.meaning, index, day: day) }
      }
    }
    var smallest: [UInt128: Found] = [:]
    for index in indexOfState.values.sorted() {
      let vector = measures.vector(of: found[index].state)
      if let known = smallest[vector], !found[index].isSmaller(than: known) { continue }
      smallest[vector] = found[index]
      lists[vector] = entries(upTo: index)
    }
  }

  /// Adds any number of entries in one stretch to every list so far.
  ///
  /// - Parameter day: the only day of the stretch, or nil if it has more days than matter.
  private mutating func addEntries(
    _ moves: [EntryClasses.Move], _ meaning: RecordAxis.Meaning, _ stretch: Int, day: Int?
  ) throws(TooManyRecordStates) {
    /// States by the number of their entries, fewest first.
    var waiting: [[Int]] = []
    func wait(_ index: Int, _ count: Int) {
      while waiting.count <= count { waiting.append([]) }
      waiting[count].append(index)
    }
    for index in indexOfState.values.sorted() {
      let entry = found[index]
      let state = measures.nextDay(entry.state)
      if state != entry.state {
        // The day is over.
        indexOfState[entry.state] = nil
        let ended = Found(
          state: state, count: entry.count, ties: entry.ties, previous: entry.previous,
          last: entry.last)
        if let known = indexOfState[state], !ended.isSmaller(than: found[known]) { continue }
        indexOfState[state] = found.count
        found.append(ended)
      }
    }
    for index in indexOfState.values.sorted() { wait(index, found[index].count) }
    var count = 0
    while count < waiting.count {
      var position = 0
      while position < waiting[count].count {
        let index = waiting[count][position]
        position += 1
        let from = found[index]
        guard indexOfState[from.state] == index else { continue }
        let current = from.last.stretch == stretch ? Int(from.last.day) : 0
        for move in moves {
          for isNextDay in day == nil && from.state & measures.dayFlags != 0
            ? [false, true] : [false]
          {
            let before = isNextDay ? measures.nextDay(from.state) : from.state
            let state = measures.state(before, adding: move.effects, in: meaning)
            let last = Entry(
              stretch: Int32(stretch), day: Int32(day ?? (isNextDay ? current + 1 : current)),
              entryClass: move.entryClass)
            let isTied =
              measures.dayFlags != 0 && last.stretch == from.last.stretch
              && last.day == from.last.day
            let next = Found(
              state: state, count: count + 1, ties: from.ties + (isTied ? 1 : 0),
              previous: index, last: last)
            if let known = indexOfState[state], !next.isSmaller(than: found[known]) { continue }
            indexOfState[state] = found.count
            wait(found.count, count + 1)
            found.append(next)
            guard indexOfState.count <= TooManyRecordStates.bound else {
              throw TooManyRecordStates()
            }
          }
        }
      }
      count += 1
    }
  }

  private func entries(upTo index: Int) -> [Entry] {
    var entries: [Entry] = []
    var index = index
    while index > 0, found[index].last.stretch >= 0 {
      entries.append(found[index].last)
      index = found[index].previous
    }
    return entries.reversed()
  }
}

extension EntryClasses {
  /// What an entry of some class does in a stretch.
  struct Move {
    /// One of the classes that do it.
    let entryClass: Int32
    /// Never empty.
    let effects: [Effect]
  }

  /// What entries can do in a stretch, each once.
  func moves(in meaning: RecordAxis.Meaning) -> [Move] {
    var seen: Set<[Effect]> = []
    return effects.enumerated().compactMap { index, effects in
      let own = effects.filter { meaning.inWindows >> UInt128($0.measure) & 1 == 1 }
      guard !own.isEmpty, seen.insert(own).inserted else { return nil }
      return Move(entryClass: Int32(index), effects: own)
    }
  }
}
