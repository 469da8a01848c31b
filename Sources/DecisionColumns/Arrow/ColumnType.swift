internal import CArrow

/// The type of a column, as the format string of its schema names it.
indirect enum ColumnType: Equatable, Sendable {
  case null
  case boolean
  case integer(bytes: Int, isSigned: Bool)
  case floating(bytes: Int)
  case decimal(bytes: Int, scale: Int)
  case text(TextForm)
  /// Days since 1970-01-01.
  case days
  /// Ticks since 1970-01-01 without a time zone.
  case ticks(perDay: Int64)
  case list(ListForm, ColumnType)
  case structure([ColumnField])
  /// Indices into a dictionary of values.
  case dictionary(bytes: Int, isSigned: Bool, ColumnType)

  enum TextForm: Equatable, BitwiseCopyable {
    /// Offsets of 4 and of 8 bytes.
    case narrow, wide
    /// Views of 16 bytes, which contain short texts.
    case view
  }

  enum ListForm: Equatable, BitwiseCopyable {
    /// Offsets of 4 and of 8 bytes.
    case narrow, wide
    /// Offsets and sizes of 4 and of 8 bytes.
    case narrowView, wideView
    case fixed(Int)
  }

  /// The number of buffers of an array of this type, before those of long texts.
  var bufferCount: Int {
    switch self {
    case .null: 0
    case .structure, .list(.fixed, _): 1
    case .text(.narrow), .text(.wide), .list(.narrowView, _), .list(.wideView, _): 3
    default: 2
    }
  }
}

struct ColumnField: Equatable, Sendable {
  let name: String
  let type: ColumnType
}

extension ColumnType {
  /// - Throws: for a type that is not read here, and for a schema that contradicts itself.
  init(_ schema: ArrowSchema) throws(ColumnError) {
    let format = schema.format.map { String(cString: $0) } ?? ""
    let name = schema.columnName
    let children = try schema.columns()
    let own = try ColumnType(format, children, named: name)
    guard let dictionary = schema.dictionary else {
      self = own
      return
    }
    guard case .integer(let bytes, let isSigned) = own else {
      throw .unsupportedType(column: name, format: format)
    }
    self = .dictionary(bytes: bytes, isSigned: isSigned, try ColumnType(dictionary.pointee))
  }

  private init(_ format: String, _ children: [ColumnField], named name: String)
    throws(ColumnError)
  {
    let unsupported = ColumnError.unsupportedType(column: name, format: format)
    switch format {
    case "n": self = .null
    case "b": self = .boolean
    case "c", "C": self = .integer(bytes: 1, isSigned: format == "c")
    case "s", "S": self = .integer(bytes: 2, isSigned: format == "s")
    case "i", "I": self = .integer(bytes: 4, isSigned: format == "i")
    case "l", "L": self = .integer(bytes: 8, isSigned: format == "l")
    case "f": self = .floating(bytes: 4)
    case "g": self = .floating(bytes: 8)
    case "u": self = .text(.narrow)
    case "U": self = .text(.wide)
    case "vu": self = .text(.view)
    case "tdD": self = .days
    case "tdm": self = .ticks(perDay: 86_400_000)
    case "tss:": self = .ticks(perDay: 86_400)
    case "tsm:": self = .ticks(perDay: 86_400_000)
    case "tsu:": self = .ticks(perDay: 86_400_000_000)
    case "tsn:": self = .ticks(perDay: 86_400_000_000_000)
    case "+s": self = .structure(children)
    case "+l", "+L", "+vl", "+vL":
      guard children.count == 1 else { throw unsupported }
      let forms: [String: ListForm] = [
        "+l": .narrow, "+L": .wide, "+vl": .narrowView, "+vL": .wideView,
      ]
      guard let form = forms[format] else { throw unsupported }
      self = .list(form, children[0].type)
    default:
      if format.hasPrefix("+w:"), let size = Int(format.dropFirst(3)), size >= 0,
        children.count == 1
      {
        self = .list(.fixed(size), children[0].type)
      } else if format.hasPrefix("d:"), let decimal = ColumnType(decimal: format.dropFirst(2)) {
        self = decimal
      } else {
        throw unsupported
      }
    }
  }

  /// `precision,scale`, or `precision,scale,bits`.
  private init?(decimal text: Substring) {
    let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2 || numbers.count == 3, numbers[0] != nil, let scale = numbers[1] else {
      return nil
    }
    let bits = numbers.count == 3 ? numbers[2] : 128
    // Precisions beyond 38 digits do not fit into the numbers of a table anyway.
    guard let bits, [32, 64, 128].contains(bits), (-6_000...6_000).contains(scale) else {
      return nil
    }
    self = .decimal(bytes: bits / 8, scale: scale)
  }
}

extension ArrowSchema {
  var columnName: String { name.map { String(cString: $0) } ?? "" }

  /// The children with their names and types.
  func columns() throws(ColumnError) -> [ColumnField] {
    var columns: [ColumnField] = []
    for index in 0..<Int(n_children) {
      guard let child = children?[index]?.pointee else {
        throw .badStream("a schema with a child that is missing")
      }
      columns.append(ColumnField(name: child.columnName, type: try ColumnType(child)))
    }
    return columns
  }
}
