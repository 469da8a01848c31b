extension UnsafeBufferPointer<UInt8> {
  /// Calls `body` with a copy of the bytes in a buffer from whose start 32 bytes can be read.
  ///
  /// - Precondition: There are at most 32 bytes.
  @inlinable package func withReadable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { copy in
      copy.initialize(repeating: 0)
      _ = copy.update(fromContentsOf: self)
      return body(UnsafeBufferPointer(start: copy.baseAddress, count: count))
    }
  }
}
