internal import CArrow

/// A column of names, as indices; -1 is null.
struct NameColumn: ~Copyable {
  private(set) var indices: GrowingBuffer<Int32>
  private(set) var nullCount = 0

  init(capacity: Int) { indices = GrowingBuffer(capacity: capacity) }

  @inline(__always)
  mutating func append(_ index: Int?) {
    if let index {
      indices.append(Int32(truncatingIfNeeded: index))
    } else {
      indices.append(-1)
      nullCount &+= 1
    }
  }

  consuming func array(of names: Names, _ encoding: AnswerEncoding) -> ArrowArray {
    let validity = validity
    let (count, nullCount) = (indices.count, nullCount)
    let memory = indices.take()
    let array = ArrowArray.names(
      UnsafePointer(memory.assumingMemoryBound(to: Int32.self)), .owned(memory), of: names,
      encoding, length: count, nullCount: nullCount, validity: validity)
    if encoding == .texts { memory.deallocate() }
    return array
  }

  /// The bits of the rows that are not null.
  var validity: ArrayBuffer {
    guard nullCount > 0 else { return .none }
    let bits = UnsafeMutablePointer<UInt8>.allocate(capacity: indices.count / 8 + 1)
    bits.initialize(repeating: 0, count: indices.count / 8 + 1)
    for row in 0..<indices.count where indices.base[row] >= 0 {
      bits[row >> 3] |= 1 << UInt8(row & 7)
    }
    return .owned(UnsafeMutableRawPointer(bits))
  }
}

/// A column of lists of names, as indices.
struct NameListColumn: ~Copyable {
  private(set) var ends: GrowingBuffer<Int32>
  private(set) var indices: GrowingBuffer<Int32>

  init(capacity: Int) {
    ends = GrowingBuffer(capacity: capacity + 1)
    ends.append(0)
    indices = GrowingBuffer(capacity: capacity * 2)
  }

  @inline(__always)
  mutating func append(_ names: Span<Int>) {
    for position in 0..<names.count {
      indices.append(Int32(truncatingIfNeeded: names[position]))
    }
    ends.append(Int32(truncatingIfNeeded: indices.count))
  }

  mutating func appendNothing() { ends.append(Int32(truncatingIfNeeded: indices.count)) }

  /// The lists, for the arrays that share them.
  consuming func lists() -> NameLists {
    let (rows, names) = (ends.count - 1, indices.count)
    return NameLists(ends: ends.take(), indices: indices.take(), rowCount: rows, nameCount: names)
  }
}

/// Lists of names as indices, of which arrays of several kinds of names can be made.
final class NameLists {
  private let ends: UnsafeMutableRawPointer
  private let indices: UnsafeMutableRawPointer
  private let rowCount: Int
  private let nameCount: Int

  init(
    ends: UnsafeMutableRawPointer, indices: UnsafeMutableRawPointer, rowCount: Int, nameCount: Int
  ) {
    self.ends = ends
    self.indices = indices
    self.rowCount = rowCount
    self.nameCount = nameCount
  }

  deinit {
    ends.deallocate()
    indices.deallocate()
  }

  func array(
    of names: Names, _ encoding: AnswerEncoding, nullCount: Int, validity: ArrayBuffer
  ) -> ArrowArray {
    let child = ArrowArray.names(
      UnsafePointer(indices.assumingMemoryBound(to: Int32.self)), .kept(indices), of: names,
      encoding, length: nameCount, nullCount: 0, validity: .none, keeping: self)
    return ArrowArray(
      length: rowCount, nullCount: nullCount, [validity, .kept(ends)], children: [child],
      keeping: self)
  }
}

extension ArrowArray {
  /// Names by their indices, as texts or with a dictionary.
  ///
  /// - Parameters:
  ///   - buffer: the same indices; only an array with a dictionary has them.
  ///   - kept: owns them if they are not owned by the array.
  fileprivate static func names(
    _ indices: UnsafePointer<Int32>, _ buffer: ArrayBuffer, of names: Names,
    _ encoding: AnswerEncoding, length: Int, nullCount: Int, validity: ArrayBuffer,
    keeping kept: AnyObject? = nil
  ) -> ArrowArray {
    switch encoding {
    case .dictionaries:
      let dictionary = ArrowArray(
        length: names.count, nullCount: 0,
        [.none, .kept(UnsafeRawPointer(names.offsets)), .kept(UnsafeRawPointer(names.bytes))],
        keeping: names)
      return ArrowArray(
        length: length, nullCount: nullCount, [validity, buffer], dictionary: dictionary,
        keeping: kept)
    case .texts:
      var offsets = GrowingBuffer<Int32>(capacity: length + 1)
      var bytes = GrowingBuffer<UInt8>(capacity: length * 16)
      offsets.append(0)
      for row in 0..<length {
        let index = indices[row]
        if index >= 0 { bytes.append(contentsOf: names.name(Int(index))) }
        offsets.append(Int32(truncatingIfNeeded: bytes.count))
      }
      return ArrowArray(
        length: length, nullCount: nullCount,
        [validity, .owned(offsets.take()), .owned(bytes.take())])
    }
  }
}
