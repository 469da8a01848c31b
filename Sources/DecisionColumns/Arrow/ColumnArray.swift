internal import CArrow

/// The values of one column in one batch, read at row indices.
///
/// It is valid as long as the batch. Buffers have the sizes that the format prescribes; that is the
/// promise of whoever produced the batch and cannot be checked.
struct ColumnArray: BitwiseCopyable {
  let array: UnsafePointer<ArrowArray>
  /// The index in the buffers of row 0.
  let offset: Int
  let length: Int
  /// A bit for each row, which is 0 for null; nil if no row is null.
  let validity: UnsafePointer<UInt8>?
  /// The first buffer after that of validity.
  let values: UnsafeRawPointer?

  /// - Parameter skipping: the offset of the rows of the parent.
  init(_ array: UnsafePointer<ArrowArray>, _ type: ColumnType, skipping: Int = 0)
    throws(ColumnError)
  {
    let header = array.pointee
    guard header.length >= 0, header.offset >= 0, header.n_buffers >= type.bufferCount else {
      throw .badStream("an array whose length, offset or buffers do not suit its type")
    }
    self.array = array
    offset = Int(header.offset) + skipping
    length = Int(header.length) - skipping
    guard length >= 0 else { throw .badStream("a child that is shorter than its parent") }
    let buffers = header.buffers
    let hasValidity = type.bufferCount > 0 && header.null_count != 0
    validity = hasValidity ? buffers?[0]?.assumingMemoryBound(to: UInt8.self) : nil
    values = type.bufferCount > 1 ? buffers?[1] : nil
    if type.bufferCount > 1, values == nil, length > 0, !type.isTextOrList {
      throw .badStream("an array without values")
    }
  }

  func child(_ index: Int) throws(ColumnError) -> UnsafePointer<ArrowArray> {
    guard index < array.pointee.n_children, let child = array.pointee.children?[index] else {
      throw .badStream("an array with fewer children than its schema")
    }
    return UnsafePointer(child)
  }

  @inline(__always)
  func isValid(_ row: Int) -> Bool {
    guard let validity else { return true }
    let index = row &+ offset
    return validity[index &>> 3] &>> UInt8(index & 7) & 1 == 1
  }

  @inline(__always)
  func bit(_ row: Int) -> Bool {
    let index = row &+ offset
    return value(index &>> 3, as: UInt8.self) &>> UInt8(index & 7) & 1 == 1
  }

  @inline(__always)
  func value<Value: BitwiseCopyable>(_ index: Int, as type: Value.Type) -> Value {
    values.unsafelyUnwrapped.loadUnaligned(
      fromByteOffset: index &* MemoryLayout<Value>.stride, as: type)
  }

  /// An integer of 1, 2, 4 or 8 bytes; nil if it does not fit into 64 bits with a sign.
  @inline(__always)
  func integer(_ row: Int, bytes: Int, isSigned: Bool) -> Int? {
    let index = row &+ offset
    switch (bytes, isSigned) {
    case (4, true): return Int(value(index, as: Int32.self))
    case (8, true): return Int(value(index, as: Int64.self))
    case (1, true): return Int(value(index, as: Int8.self))
    case (2, true): return Int(value(index, as: Int16.self))
    case (1, false): return Int(value(index, as: UInt8.self))
    case (2, false): return Int(value(index, as: UInt16.self))
    case (4, false): return Int(value(index, as: UInt32.self))
    default: return Int(exactly: value(index, as: UInt64.self))
    }
  }
}

extension ColumnType {
  /// Whether an array of this type without elements may lack its buffer of offsets.
  fileprivate var isTextOrList: Bool {
    switch self {
    case .text, .list: true
    default: false
    }
  }
}
