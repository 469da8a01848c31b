internal import CArrow
internal import DecisionRequests
internal import DecisionTable

/// Decides the rows of batches. Each thread has its own.
final class BatchDecider {
  private let decider: Decider
  private let format: AnswerFormat
  // One thread uses a decider at a time, so accesses need no checks at run time, which took a tenth of it.
  @exclusivity(unchecked) private var facts: Facts
  @exclusivity(unchecked) private var decision: Decision

  init(_ decider: Decider, _ format: AnswerFormat) {
    self.decider = decider
    self.format = format
    facts = decider.facts()
    decision = decider.decision()
  }

  /// Rows of a batch that one thread decides.
  struct Chunk {
    let batch: ReceivedBatch
    let rows: Range<Int>
  }

  /// The answers to the rows of a chunk: usually one batch.
  func answer(_ chunk: Chunk, _ columns: RequestColumns) throws(ColumnError) -> [ArrowArray] {
    var reader = try BatchReader(chunk.batch.array, columns, decider)
    var batches: [ArrowArray] = []
    var start = chunk.rows.lowerBound
    var answers = AnswerColumns(format, capacity: chunk.rows.count)
    for row in chunk.rows {
      answer(row, &reader, &answers)
      if answers.isFull {
        batches.append(
          answers.batch(id: try chunk.batch.ids(of: columns, rows: start..<row + 1)))
        answers = AnswerColumns(format, capacity: chunk.rows.upperBound - row - 1)
        start = row + 1
      }
    }
    if answers.count > 0 {
      batches.append(
        answers.batch(
          id: try chunk.batch.ids(of: columns, rows: start..<chunk.rows.upperBound)))
    }
    return batches
  }

  @inline(__always)
  private func answer(
    _ row: Int, _ reader: inout BatchReader, _ answers: inout AnswerColumns
  ) {
    do throws(BatchReader.RowError) {
      try reader.read(row, into: &facts)
    } catch {
      return answers.append(error: text(of: error))
    }
    do throws(Undecided) {
      try decider.decide(facts, into: &decision)
      answers.append(decision)
    } catch {
      answers.append(error: RequestError(error).code.rawValue)
    }
  }

  /// The code of the error and what it is about, as in SQL.
  private func text(of error: BatchReader.RowError) -> String {
    switch error {
    case .stated(let text): text
    case .fact(let fact, let error):
      "\(error.code.rawValue): \(fact.map { decider.table.facts[$0].id } ?? "date")"
    }
  }
}

/// A batch of requests, which is released when the last answer that shares its ids is.
final class ReceivedBatch: @unchecked Sendable {
  // Safe to share: the batch is not changed until it is released.
  let array: UnsafeMutablePointer<ArrowArray>

  /// Takes the batch over.
  init(_ array: ArrowArray) {
    self.array = .allocate(capacity: 1)
    self.array.initialize(to: array)
  }

  deinit {
    array.pointee.release?(array)
    array.deallocate()
  }

  /// The ids of some rows, over the buffers of this batch.
  func ids(of columns: RequestColumns, rows: Range<Int>) throws(ColumnError) -> ArrowArray? {
    guard let id = columns.id else { return nil }
    let child = try ColumnArray(UnsafePointer(array), .structure([])).child(id.index)
    let skipped = Int(array.pointee.offset)
    return ArrowArray(
      sharing: child.pointee, rows: rows.lowerBound + skipped..<rows.upperBound + skipped,
      keeping: self)
  }
}
