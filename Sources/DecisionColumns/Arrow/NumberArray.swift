internal import CArrow
internal import Values

/// Integers, decimals, or binary floating-point numbers, which count as the shortest decimal that reads
/// back as the same number: 0.1 is 0.1.
struct NumberArray: BitwiseCopyable {
  let rows: ColumnArray
  private let form: Form

  private enum Form: BitwiseCopyable {
    case integer(bytes: Int, isSigned: Bool)
    case decimal(bytes: Int, scale: Int)
    case floating(bytes: Int)
  }

  /// - Returns: nil if the type is none of these.
  init?(_ rows: ColumnArray, _ type: ColumnType) {
    self.rows = rows
    switch type {
    case .integer(let bytes, let isSigned): form = .integer(bytes: bytes, isSigned: isSigned)
    case .decimal(let bytes, let scale): form = .decimal(bytes: bytes, scale: scale)
    case .floating(let bytes): form = .floating(bytes: bytes)
    default: return nil
    }
  }

  /// The bits of a number, if they fit into 64: equal bits in one column are equal numbers.
  @inline(__always)
  func bits(_ row: Int) -> Int? {
    let index = row &+ rows.offset
    switch form {
    case .integer(let bytes, let isSigned):
      return rows.integer(row, bytes: bytes, isSigned: isSigned)
    case .decimal(16, _): return Int(exactly: rows.value(index, as: Int128.self))
    case .decimal(8, _): return Int(rows.value(index, as: Int64.self))
    case .decimal: return Int(rows.value(index, as: Int32.self))
    case .floating(4): return Int(rows.value(index, as: UInt32.self))
    case .floating: return Int(bitPattern: UInt(rows.value(index, as: UInt64.self)))
    }
  }

  /// The exact value of a number; nil for one that is not finite or has too many digits.
  func value(_ row: Int) -> ExactDecimal? {
    let index = row &+ rows.offset
    switch form {
    case .integer(let bytes, let isSigned):
      if let integer = rows.integer(row, bytes: bytes, isSigned: isSigned) {
        return ExactDecimal(integer)
      }
      return ExactDecimal("\(rows.value(index, as: UInt64.self))")
    case .decimal(let bytes, let scale):
      let unscaled: Int128 =
        switch bytes {
        case 4: Int128(rows.value(index, as: Int32.self))
        case 8: Int128(rows.value(index, as: Int64.self))
        default: rows.value(index, as: Int128.self)
        }
      return ExactDecimal("\(unscaled)e\(-scale)")
    case .floating(4): return ExactDecimal(shortest: rows.value(index, as: Float.self))
    case .floating: return ExactDecimal(shortest: rows.value(index, as: Double.self))
    }
  }

  /// As the number is written, for messages.
  func text(_ row: Int) -> String {
    if case .floating(let bytes) = form {
      let index = row &+ rows.offset
      return bytes == 4
        ? "\(rows.value(index, as: Float.self))" : "\(rows.value(index, as: Double.self))"
    }
    return value(row).map { "\($0)" } ?? "a number of more than \(ExactDecimal.mostDigits) digits"
  }
}

extension ExactDecimal {
  /// The shortest decimal that reads back as a floating-point number; nil if it is not finite.
  fileprivate init?(shortest number: some BinaryFloatingPoint & LosslessStringConvertible) {
    guard number.isFinite else { return nil }
    self.init(number.description)
  }
}
