extension UnsafeBufferPointer<UInt8> {
  /// Calls `body` with the same bytes where 32 can be read from their start on.
  ///
  /// - Precondition: they are at most 32.
  @inlinable public func withReadable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { room in
      room.initialize(repeating: 0)
      _ = room.update(fromContentsOf: self)
      return body(UnsafeBufferPointer(start: room.baseAddress, count: count))
    }
  }
}
