internal import CArrow

/// Texts, or a dictionary of texts with the index of each row.
struct TextArray: BitwiseCopyable {
  let rows: ColumnArray
  /// How indices are stored, and the texts that they mean; nil if the rows are texts themselves.
  let indices: (bytes: Int, isSigned: Bool)?
  let texts: ColumnArray
  let form: ColumnType.TextForm
  /// The bytes of the texts; of views, those of texts of more than 12 bytes.
  private let bytes: UnsafePointer<UInt8>?
  private let longTexts: UnsafeMutablePointer<UnsafeRawPointer?>?

  /// - Returns: nil if the type is neither.
  init?(_ rows: ColumnArray, _ type: ColumnType) throws(ColumnError) {
    self.rows = rows
    switch type {
    case .text(let form):
      indices = nil
      texts = rows
      self.form = form
    case .dictionary(let bytes, let isSigned, .text(let form)):
      indices = (bytes, isSigned)
      guard let dictionary = rows.array.pointee.dictionary else {
        throw .badStream("a column without its dictionary")
      }
      texts = try ColumnArray(UnsafePointer(dictionary), .text(form))
      self.form = form
    default: return nil
    }
    let buffers = texts.array.pointee.buffers
    bytes = form == .view ? nil : buffers?[2]?.assumingMemoryBound(to: UInt8.self)
    longTexts = form == .view ? buffers.map { $0 + 2 } : nil
  }

  /// The index in `texts` of a row; nil if it is outside the dictionary.
  @inline(__always)
  func index(_ row: Int) -> Int? {
    guard let indices else { return row }
    guard let index = rows.integer(row, bytes: indices.bytes, isSigned: indices.isSigned),
      index >= 0, index < texts.length
    else { return nil }
    return index
  }

  /// A text by its index in `texts`; valid as long as the batch.
  @inline(__always)
  func text(at index: Int) -> UnsafeBufferPointer<UInt8> {
    let place = index &+ texts.offset
    switch form {
    case .narrow:
      let start = Int(texts.value(place, as: Int32.self))
      let end = Int(texts.value(place &+ 1, as: Int32.self))
      return slice(start, end)
    case .wide:
      let start = Int(texts.value(place, as: Int64.self))
      let end = Int(texts.value(place &+ 1, as: Int64.self))
      return slice(start, end)
    case .view: return view(place)
    }
  }

  @inline(__always)
  private func slice(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    guard let bytes, end > start else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: bytes + start, count: end &- start)
  }

  /// A view has the size of the text, and the text itself, or the buffer of it and the offset in it.
  private func view(_ place: Int) -> UnsafeBufferPointer<UInt8> {
    guard let views = texts.values else { return UnsafeBufferPointer(start: nil, count: 0) }
    let view = views + place &* 16
    let size = Int(view.loadUnaligned(as: Int32.self))
    if size <= 12 {
      return UnsafeBufferPointer(
        start: (view + 4).assumingMemoryBound(to: UInt8.self), count: max(0, size))
    }
    let buffer = Int(view.loadUnaligned(fromByteOffset: 8, as: Int32.self))
    let start = Int(view.loadUnaligned(fromByteOffset: 12, as: Int32.self))
    guard let base = longTexts?[buffer] else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(
      start: base.assumingMemoryBound(to: UInt8.self) + start, count: size)
  }
}
