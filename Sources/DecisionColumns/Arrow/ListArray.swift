internal import CArrow

/// Lists, each a range of the elements of one array.
struct ListArray: BitwiseCopyable {
  let rows: ColumnArray
  let elements: UnsafePointer<ArrowArray>
  private let form: ColumnType.ListForm
  /// The sizes of views.
  private let sizes: UnsafeRawPointer?

  /// - Returns: nil if the type is not a list.
  init?(_ rows: ColumnArray, _ type: ColumnType) throws(ColumnError) {
    guard case .list(let form, _) = type else { return nil }
    self.rows = rows
    self.form = form
    elements = try rows.child(0)
    switch form {
    case .narrowView, .wideView: sizes = rows.array.pointee.buffers?[2]
    default: sizes = nil
    }
  }

  /// The range of a row, before the offset of the elements is added.
  @inline(__always)
  func range(_ row: Int) -> Range<Int> {
    let place = row &+ rows.offset
    let start: Int
    let end: Int
    switch form {
    case .narrow:
      start = Int(rows.value(place, as: Int32.self))
      end = Int(rows.value(place &+ 1, as: Int32.self))
    case .wide:
      start = Int(rows.value(place, as: Int64.self))
      end = Int(rows.value(place &+ 1, as: Int64.self))
    case .narrowView:
      start = Int(rows.value(place, as: Int32.self))
      end = start &+ Int(sizes?.loadUnaligned(fromByteOffset: place &* 4, as: Int32.self) ?? 0)
    case .wideView:
      start = Int(rows.value(place, as: Int64.self))
      end = start &+ Int(sizes?.loadUnaligned(fromByteOffset: place &* 8, as: Int64.self) ?? 0)
    case .fixed(let size):
      start = place &* size
      end = start &+ size
    }
    return start..<max(start, end)
  }
}
