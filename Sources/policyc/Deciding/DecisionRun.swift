internal import DecisionRequests
internal import Glibc
internal import Machine
internal import Parallel
internal import Synchronization

/// Answers a file of requests: threads take blocks from it, and the answers are written in the order of the requests.
///
/// A thread needs the memory of one block of requests and three of answers, whatever the size of the file.
final class DecisionRun: Sendable {
  private let responder: Responder
  private let columns: CSVColumns?
  private let form: ExplanationForm?
  private let output: OutputFile
  private let ordered: OrderedOutput
  private let input: Mutex<Input>
  private let tally = Mutex(Tally())
  private let threads: Int

  /// What one thread at a time reads from.
  private struct Input: ~Copyable {
    var blocks: RequestBlocks
    var taken = 0
    var failure: Failure?
  }

  /// - Parameters:
  ///   - form: how answers are explained, or nil for answers without an explanation.
  ///   - firstLine: the number of the first line of the blocks.
  init(
    _ responder: Responder, columns: CSVColumns?, explaining form: ExplanationForm?,
    blocks: consuming RequestBlocks, firstLine: Int, to output: OutputFile, threads: Int
  ) {
    self.responder = responder
    self.columns = columns
    self.form = form
    self.output = output
    self.threads = threads
    ordered = OrderedOutput(
      output, firstLine: firstLine, ahead: threads > 1 ? 2 * threads : 0,
      progress: RunProgress(size: blocks.size))
    input = Mutex(Input(blocks: blocks))
  }

  /// - Returns: how often each answer was given.
  func run() throws(Failure) -> Tally {
    Threads.run(threads) { self.work() }
    do throws(Failure) {
      try ordered.end()
      if let failure = input.withLock({ $0.failure }) { throw failure }
    } catch {
      output.abandon()
      throw error
    }
    return tally.withLock { $0 }
  }

  private func work() {
    var answerer = Answerer(responder, columns: columns, explaining: form)
    var answered = AnsweredBlock()
    var block: [UInt8] = []
    while let (index, readCount) = take(&block) {
      block.withUnsafeBufferPointer { answered.answer($0, by: &answerer) }
      guard ordered.take(&answered, index, readCount: readCount) else { break }
    }
    tally.withLock { $0.add(answerer.tally) }
  }

  /// Reads the next block.
  ///
  /// - Returns: the index of the block, and how many bytes of the input were read up to its end; nil after the last one.
  private func take(_ block: inout [UInt8]) -> (index: Int, readCount: Int)? {
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
}
