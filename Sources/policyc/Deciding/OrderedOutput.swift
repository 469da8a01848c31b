internal import DecisionRequests
internal import Machine
internal import Parallel
internal import Synchronization

/// Writes answers in the order of the requests, although threads finish their blocks in any order.
///
/// A thread whose block is not the next one, or that arrives while another thread is writing, leaves its block here and
/// goes on; only a thread that is far ahead of the others waits.
final class OrderedOutput: Sendable {
  private let output: OutputFile
  private let state: Mutex<State>
  private let turn = Condition()

  private struct State: ~Copyable {
    var early: EarlyBlocks
    /// The index of the block that is written next.
    var next = 0
    /// Whether a thread is writing; its block comes before `next`.
    var isWriting = false
    var position: Position
    var failure: Failure?
    var progress: RunProgress

    /// Whether this block can be written at once.
    func isTurn(of index: Int) -> Bool { index == next && !isWriting }
  }

  /// How much was written so far. Only the thread that is writing changes it.
  private struct Position {
    var lines: Int
    var bytes = 0
    /// How many of these bytes the system has started to write to the disk.
    var bytesBegun = 0
    /// How many bytes of the input they answer.
    var readCount = 0
  }

  /// After how many bytes the system is told to start writing them to the disk.
  private static let writeOut = 1 << 22

  /// - Parameters:
  ///   - firstLine: the number of the first line of the first block.
  ///   - ahead: how many finished blocks can wait for a slower one.
  init(_ output: OutputFile, firstLine: Int, ahead: Int, progress: RunProgress) {
    self.output = output
    state = Mutex(
      State(
        early: EarlyBlocks(count: ahead), position: Position(lines: firstLine - 1),
        progress: progress))
  }

  /// Takes the answers to the block of this index, and writes every block whose turn has come.
  ///
  /// - Parameters:
  ///   - answered: on return, a buffer for the next block.
  ///   - readCount: how many bytes of the input had been read up to the end of this block.
  /// - Returns: false if the run has failed.
  func take(_ answered: inout AnsweredBlock, _ index: Int, readCount: Int) -> Bool {
    turn.wait {
      state.withLock {
        $0.failure != nil || $0.isTurn(of: index) || index - $0.next < $0.early.count
      }
    }
    var (goesOn, position) = state.withLock { state -> (Bool, Position?) in
      guard state.failure == nil else { return (false, nil) }
      guard state.isTurn(of: index) else {
        state.early.put(&answered, index, readCount)
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

  /// Appends a block to the output.
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

  /// Ends the run after the last block.
  func end() throws(Failure) {
    let failure = state.withLock { state in
      state.progress.end()
      return state.failure
    }
    if let failure { throw failure }
  }
}

/// Blocks that were answered before their turn, in a ring buffer.
private struct EarlyBlocks: ~Copyable, @unchecked Sendable {
  // Only the owner of this value uses the memory, and it does so while it holds the lock of `OrderedOutput.state`.
  private let blocks: UnsafeMutablePointer<AnsweredBlock>
  /// For each slot, the `readCount` of its block, or -1 if the slot is empty.
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

  mutating func put(_ block: inout AnsweredBlock, _ index: Int, _ readCount: Int) {
    let slot = index % count
    swap(&block, &blocks[slot])
    readCounts[slot] = readCount
  }

  /// - Returns: the `readCount` of the block of this index, or nil if it is not here yet.
  mutating func take(_ block: inout AnsweredBlock, _ index: Int) -> Int? {
    guard count > 0, readCounts[index % count] >= 0 else { return nil }
    let slot = index % count
    swap(&block, &blocks[slot])
    defer { readCounts[slot] = -1 }
    return readCounts[slot]
  }
}
