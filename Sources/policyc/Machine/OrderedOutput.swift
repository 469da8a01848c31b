internal import DecisionRequests
internal import Synchronization

/// The answers of a run on their way to its output: threads finish blocks in any order, and they are
/// written in that of the requests.
///
/// A thread that is early leaves its block here and goes on; only one that is far ahead of the
/// others waits, and one that comes while another writes.
final class OrderedOutput: Sendable {
  private let output: OutputFile
  private let state: Mutex<State>
  private let turn = Condition()

  private struct State: ~Copyable {
    var early: EarlyBlocks
    var written = 0
    /// The bytes that were written, and those of them that are on their way to the disk.
    var bytes = 0
    var bytesBegun = 0
    var lines: Int
    var failure: Failure?
    var progress: RunProgress
  }

  /// How many bytes are sent to the disk together.
  private static let writeOut = 1 << 22

  /// - Parameters:
  ///   - firstLine: the number of the first line of the first block.
  ///   - ahead: how many blocks can wait for one that is late.
  init(_ output: OutputFile, firstLine: Int, ahead: Int, progress: RunProgress) {
    self.output = output
    state = Mutex(
      State(early: EarlyBlocks(count: ahead), lines: firstLine - 1, progress: progress))
  }

  /// Takes the answers to the block of this place, and writes those whose turn it is.
  ///
  /// - Parameters:
  ///   - answered: afterwards room for the next block.
  ///   - readCount: how much of the input was read with it.
  /// - Returns: false where the run has failed.
  func take(_ answered: inout AnsweredBlock, _ place: Int, readCount: Int) -> Bool {
    turn.wait {
      state.withLock { $0.failure != nil || place - $0.written <= $0.early.count }
    }
    let (goesOn, hasMoved) = state.withLock { state -> (Bool, Bool) in
      guard state.failure == nil else { return (false, false) }
      guard place == state.written else {
        state.early.put(&answered, place, readCount)
        return (true, false)
      }
      do throws(Failure) {
        try write(&answered, readCount, &state)
        while let readCount = state.early.take(&answered, state.written) {
          try write(&answered, readCount, &state)
        }
      } catch {
        state.failure = error
        return (false, true)
      }
      return (true, true)
    }
    if hasMoved { turn.changed() }
    return goesOn
  }

  private func write(
    _ answered: inout AnsweredBlock, _ readCount: Int, _ state: inout State
  ) throws(Failure) {
    answered.number(from: state.lines + 1)
    try output.write(answered.output.bytes)
    state.bytes += answered.output.count
    if state.bytes - state.bytesBegun >= OrderedOutput.writeOut {
      output.beginWriteOut(from: state.bytesBegun, count: state.bytes - state.bytesBegun)
      state.bytesBegun = state.bytes
    }
    state.lines += answered.lineCount
    state.written += 1
    state.progress.show(lines: state.lines, bytes: readCount)
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
