internal import DecisionRequests
internal import Glibc
internal import Synchronization

/// A run over a file of requests: threads take blocks in turn, and write their answers in turn.
///
/// Memory is a block and its answers a thread, whatever the size of the file.
final class DecisionRun: Sendable {
  private let responder: Responder
  private let columns: CSVColumns?
  private let form: ExplanationForm?
  private let output: OutputFile
  private let input: Mutex<Input>
  private let order: Mutex<Order>
  private let turn = Condition()

  /// What is read in turn.
  private struct Input: ~Copyable {
    var blocks: RequestBlocks
    var taken = 0
    var failure: Failure?
  }

  /// What is written in turn.
  private struct Order {
    var written = 0
    var lines: Int
    var tally = Tally()
    var failure: Failure?
    var progress: RunProgress
  }

  /// - Parameters:
  ///   - form: how answers are explained; nil is not at all.
  ///   - firstLine: the number of the first line of the blocks.
  init(
    _ responder: Responder, columns: CSVColumns?, explaining form: ExplanationForm?,
    blocks: consuming RequestBlocks,
    firstLine: Int, to output: OutputFile
  ) {
    self.responder = responder
    self.columns = columns
    self.form = form
    self.output = output
    order = Mutex(Order(lines: firstLine - 1, progress: RunProgress(size: blocks.size)))
    input = Mutex(Input(blocks: blocks))
  }

  /// - Returns: how often each answer was given.
  func run(threads: Int) throws(Failure) -> Tally {
    Threads.run(threads) { self.work() }
    let (tally, failure) = order.withLock { order in
      order.progress.end()
      return (order.tally, order.failure)
    }
    if let failure = failure ?? input.withLock({ $0.failure }) {
      output.abandon()
      throw failure
    }
    return tally
  }

  private func work() {
    var answerer = Answerer(responder, columns: columns, explaining: form)
    var answered = AnsweredBlock()
    var block: [UInt8] = []
    while let (place, readCount) = take(&block) {
      block.withUnsafeBufferPointer { answered.answer($0, by: &answerer) }
      guard write(&answered, place, readCount) else { break }
    }
    order.withLock { $0.tally.add(answerer.tally) }
  }

  /// The next block, and its place in the order.
  private func take(_ block: inout [UInt8]) -> (place: Int, readCount: Int)? {
    input.withLock { input in
      guard input.failure == nil else { return nil }
      do throws(Failure) {
        guard try input.blocks.next(into: &block) else { return nil }
      } catch {
        input.failure = error
        return nil
      }
      input.taken += 1
      return (input.taken - 1, input.blocks.readCount)
    }
  }

  /// Waits for the block's turn and writes it.
  private func write(_ answered: inout AnsweredBlock, _ place: Int, _ readCount: Int) -> Bool {
    turn.wait { order.withLock { $0.written == place || $0.failure != nil } }
    let isWritten = order.withLock { order in
      guard order.failure == nil else { return false }
      answered.number(from: order.lines + 1)
      do throws(Failure) {
        try output.write(answered.output.bytes)
      } catch {
        order.failure = error
        return false
      }
      order.lines += answered.lineCount
      order.written += 1
      order.progress.show(lines: order.lines, bytes: readCount)
      return true
    }
    turn.changed()
    return isWritten
  }
}
