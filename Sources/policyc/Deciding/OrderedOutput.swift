internal import DecisionRequests
internal import Machine
internal import Parallel
internal import Synchronization

/// The answers of a run on their way to its output: threads finish blocks in any order, and they are
/// written in that of the requests.
///
/// A thread whose block is not next, or that comes while another writes, leaves it here and goes on;
/// only one that is far ahead of the others waits.
final class OrderedOutput: Sendable {
  private let output: OutputFile
  private let state: Mutex<State>
  private let turn = Condition()

  private struct State: ~Copyable {
    var early: EarlyBlocks
    /// The place of the block that is written next.
    var next = 0
    /// A thread writes; what it holds stands before `next`.
    var isWriting = false
    var position: Position
    var failure: Failure?
    var progress: RunProgress

    /// Whether the block of a place is written at once.
    func isTurn(of place: Int) -> Bool { place == next && !isWriting }
  }

  /// How much was written; of the thread that writes.
  private struct Position {
    var lines: Int
    var bytes = 0
    /// Of the bytes, those that are on their way to the disk.
    var bytesBegun = 0
    /// How much of the input that answers.
    var readCount = 0
  }

  /// How many bytes are sent to the disk together.
  private static let writeOut = 1 << 22

  /// - Parameters:
  ///   - firstLine: the number of the first line of the first block.
  ///   - ahead: how many blocks can wait for one that is late.
  init(_ output: OutputFile, firstLine: Int, ahead: Int, progress: RunProgress) {
    self.output = output
    state = Mutex(
      State(
        early: EarlyBlocks(count: ahead), position: Position(lines: firstLine - 1),
        progress: progress))
  }

  /// Takes the answers to the block of this place, and writes those whose turn it is.
  ///
  /// - Parameters:
  ///   - answered: afterwards room for the next block.
  ///   - readCount: how much of the input was read with it.
  /// - Returns: false where the run has failed.
  func take(_ answered: inout AnsweredBlock, _ place: Int, readCount: Int) -> Bool {
    turn.wait {
      state.withLock {
        $0.failure != nil || $0.isTurn(of: place) || place - $0.next < $0.early.count
      }
    }
    var (goesOn, position) = state.withLock { state -> (Bool, Position?) in
      guard state.failure == nil else { return (false, nil) }
      guard state.isTurn(of: place) else {
        state.early.put(&answered, place, readCount)
        return (true, nil)
      }
      state.isWriting = true
      state.next += 1
      state.position.readCount = readCount
      return (true, state.position)
    }
    while var written = position {
      var failure: Failure?
      do throws(Failure) {
        try write(&answered, &written)
      } catch {
        failure = error
      }
      (goesOn, position) = state.withLock { state in
        state.position = written
        state.failure = failure
        state.progress.show(lines: written.lines, bytes: written.readCount)
        guard failure == nil, let readCount = state.early.take(&answered, state.next) else {
          state.isWriting = false
          return (failure == nil, nil)
        }
        state.next += 1
        state.position.readCount = readCount
        return (true, state.position)
      }
      turn.changed()
    }
    return goesOn
  }

  /// Writes behind what was written.
  private func write(_ answered: inout AnsweredBlock, _ position: inout Position)
    throws(Failure)
  {
    answered.number(from: position.lines + 1)
    try output.write(answered.output.bytes)
    position.lines += answered.lineCount
    position.bytes += answered.output.count
    if position.bytes - position.bytesBegun >= OrderedOutput.writeOut {
      output.beginWriteOut(
        from: position.bytesBegun, count: position.bytes - position.bytesBegun)
      position.bytesBegun = position.bytes
    }
  }

  /// Nothing follows.
  func end() throws(Failure) {
    let failure = state.withLock { state in
      state.progress.end()
      return state.failure
    }
    if let failure { throw failure }
  }
}

/// Blocks that are answered before their turn, in room that goes round.
private struct EarlyBlocks: ~Copyable, @unchecked Sendable {
  // Of this owner alone, which a lock guards.
  private let blocks: UnsafeMutablePointer<AnsweredBlock>
  /// By slot, how much was read with its block; -1 where there is none.
  private var readCounts: [Int]

  init(count: Int) {
    blocks = .allocate(capacity: count)
    for slot in 0..<count { (blocks + slot).initialize(to: AnsweredBlock()) }
    readCounts = Array(repeating: -1, count: count)
  }

  deinit {
    blocks.deinitialize(count: readCounts.count)
    blocks.deallocate()
  }

  var count: Int { readCounts.count }

  mutating func put(_ block: inout AnsweredBlock, _ place: Int, _ readCount: Int) {
    let slot = place % count
    swap(&block, &blocks[slot])
    readCounts[slot] = readCount
  }

  /// - Returns: how much was read with the block of this place, or nil where it is not here.
  mutating func take(_ block: inout AnsweredBlock, _ place: Int) -> Int? {
    guard count > 0, readCounts[place % count] >= 0 else { return nil }
    let slot = place % count
    swap(&block, &blocks[slot])
    defer { readCounts[slot] = -1 }
    return readCounts[slot]
  }
}
