internal import CArrow
internal import Synchronization

/// The chunks that threads take one by one, and the answers to each.
final class ChunkWork: Sendable {
  private let count: Int
  private let taken = Atomic(0)
  private let threads = Atomic(0)
  private let results: Mutex<[Int: Answers]> = Mutex([:])

  /// The batches are used by one thread after another.
  private struct Answers: @unchecked Sendable {
    let result: Result<[ArrowArray], ColumnError>
  }

  init(_ count: Int) { self.count = count }

  /// The index of a thread that begins.
  func thread() -> Int { threads.wrappingAdd(1, ordering: .relaxed).oldValue }

  /// The index of a chunk that no thread has taken yet.
  func take() -> Int? {
    let index = taken.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }

  func run(
    _ index: Int, _ chunk: BatchDecider.Chunk, _ columns: RequestColumns, by worker: BatchDecider
  ) {
    let answers: Answers
    do throws(ColumnError) {
      answers = Answers(result: .success(try worker.answer(chunk, columns)))
    } catch {
      answers = Answers(result: .failure(error))
    }
    results.withLock { $0[index] = answers }
  }

  /// All answers, in the order of the chunks.
  func answers() throws(ColumnError) -> [ArrowArray] {
    let results = results.withLock { $0 }
    var answers: [ArrowArray] = []
    var failure: ColumnError?
    for index in 0..<count {
      switch results[index]?.result {
      case .success(let batches)?: answers += batches
      case .failure(let error)?: failure = failure ?? error
      case nil: preconditionFailure("a chunk that no thread took")
      }
    }
    guard let failure else { return answers }
    for var batch in answers { batch.release?(&batch) }
    throw failure
  }
}
