package import CArrow
package import DecisionTable
internal import Glibc
internal import Parallel

/// Answers a stream of batches of requests by a stream of batches of answers, in the same order.
///
/// It pulls requests only as answers are pulled, a few batches at a time, and decides the rows of these on several threads.
package final class AnswerStream {
  private let requests: RequestStream
  private let schema: ArrowSchema
  private let columns: RequestColumns
  private let format: AnswerFormat
  private let workers: [BatchDecider]
  /// Answers that were not pulled yet, the next one last.
  private var ready: [ArrowArray] = []
  private var message: UnsafeMutablePointer<CChar>?

  /// The most rows of a batch of answers.
  static let mostRows = 1 << 16

  /// - Parameters:
  ///   - requests: is taken over, whatever happens: the caller's structure is marked as released.
  ///   - threads: how many threads decide, at least 1.
  /// - Throws: for columns that the table does not have or that are not of their type, before any row is read.
  package init(
    _ requests: UnsafeMutablePointer<ArrowArrayStream>, of decider: Decider,
    _ encoding: AnswerEncoding, threads: Int
  ) throws(ColumnError) {
    self.requests = RequestStream(taking: requests)
    schema = try self.requests.schema()
    do throws(ColumnError) {
      columns = try RequestColumns(schema, of: decider.table)
    } catch {
      var schema = schema
      schema.release?(&schema)
      throw error
    }
    let format = AnswerFormat(decider, encoding)
    self.format = format
    workers = (0..<max(1, threads)).map { _ in BatchDecider(decider, format) }
  }

  deinit {
    var schema = schema
    schema.release?(&schema)
    for var batch in ready { batch.release?(&batch) }
    free(message)
  }

  private func next() throws(ColumnError) -> ArrowArray? {
    while ready.isEmpty {
      var chunks: [BatchDecider.Chunk] = []
      while chunks.count < workers.count, let batch = try requests.next() {
        let count = Int(batch.array.pointee.length)
        // Rows are split evenly, so that no thread waits for another.
        let parts = max((count + AnswerStream.mostRows - 1) / AnswerStream.mostRows, 1)
        let wanted = count < 4_096 ? 1 : max(parts, workers.count)
        for part in 0..<wanted where count > 0 {
          chunks.append(
            BatchDecider.Chunk(
              batch: batch, rows: count * part / wanted..<count * (part + 1) / wanted))
        }
      }
      if chunks.isEmpty { return nil }
      ready = try answers(to: chunks).reversed()
    }
    return ready.popLast()
  }

  private func answers(to chunks: [BatchDecider.Chunk]) throws(ColumnError) -> [ArrowArray] {
    let work = ChunkWork(chunks.count)
    if workers.count == 1 || chunks.count == 1 {
      for index in chunks.indices { work.run(index, chunks[index], columns, by: workers[0]) }
    } else {
      // Each worker and chunk is used by one thread. The chunks outlive the threads, so that no thread
      // releases a batch, which may need the thread of whoever made it.
      nonisolated(unsafe) let workers = workers
      let columns = columns
      withExtendedLifetime(chunks) {
        Threads.run(min(workers.count, chunks.count)) {
          let mine = work.thread()
          while let index = work.take() {
            work.run(index, chunks[index], columns, by: workers[mine])
          }
        }
      }
    }
    return try work.answers()
  }
}

extension AnswerStream {
  /// The stream for a consumer, which releases it.
  package consuming func exported() -> ArrowArrayStream {
    ArrowArrayStream(
      get_schema: { stream, out in
        AnswerStream.of(stream).export(schemaTo: out)
        return 0
      },
      get_next: { stream, out in AnswerStream.of(stream).export(nextTo: out) },
      get_last_error: { stream in UnsafePointer(AnswerStream.of(stream).message) },
      release: { stream in
        guard let stream, let data = stream.pointee.private_data else { return }
        stream.pointee.release = nil
        stream.pointee.private_data = nil
        Unmanaged<AnswerStream>.fromOpaque(data).release()
      }, private_data: Unmanaged.passRetained(self).toOpaque())
  }

  private static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> AnswerStream {
    guard let data = stream?.pointee.private_data else {
      preconditionFailure("a stream that was released")
    }
    return Unmanaged<AnswerStream>.fromOpaque(data).takeUnretainedValue()
  }

  private func export(schemaTo out: UnsafeMutablePointer<ArrowSchema>?) {
    let id = columns.id.flatMap { schema.children?[$0.index]?.pointee }
    out?.initialize(to: format.schema(id: id.map { ArrowSchema(copying: $0) }))
  }

  private func export(nextTo out: UnsafeMutablePointer<ArrowArray>?) -> CInt {
    do throws(ColumnError) {
      // An array without `release` is the end of the stream.
      out?.initialize(to: try next() ?? ArrowArray())
      return 0
    } catch {
      free(message)
      message = strdup("\(error)")
      return EINVAL
    }
  }
}
