internal import CArrow

/// A stream of batches that someone else produces.
final class RequestStream {
  private let stream: UnsafeMutablePointer<ArrowArrayStream>
  private var isAtEnd = false

  /// Takes the stream over: the caller's structure is marked as released.
  init(taking stream: UnsafeMutablePointer<ArrowArrayStream>) {
    self.stream = .allocate(capacity: 1)
    self.stream.initialize(to: stream.pointee)
    stream.pointee.release = nil
  }

  deinit {
    stream.pointee.release?(stream)
    stream.deallocate()
  }

  /// The schema, which the caller releases.
  func schema() throws(ColumnError) -> ArrowSchema {
    guard stream.pointee.release != nil, let get = stream.pointee.get_schema else {
      throw .badStream("it was released before")
    }
    var schema = ArrowSchema()
    try check(get(stream, &schema))
    guard schema.release != nil else { throw .badStream("it has no schema") }
    return schema
  }

  /// The next batch; nil at the end.
  func next() throws(ColumnError) -> ReceivedBatch? {
    guard !isAtEnd, let get = stream.pointee.get_next else { return nil }
    var batch = ArrowArray()
    try check(get(stream, &batch))
    guard batch.release != nil else {
      isAtEnd = true
      return nil
    }
    return ReceivedBatch(batch)
  }

  private func check(_ code: CInt) throws(ColumnError) {
    guard code != 0 else { return }
    let message = stream.pointee.get_last_error?(stream).map { String(cString: $0) }
    throw .producer(code: Int(code), message: message ?? "without a message")
  }
}
