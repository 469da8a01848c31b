internal import Values

/// A number in a field of a CSV file, without its unit.
///
/// JSON's notation is read in every file. In a file whose columns are separated by semicolons, which
/// is what spreadsheets write where the comma separates decimals, `10,5` is read too. There, digits
/// in a group of three after a single comma or point can mean thousands or decimals, and such a
/// number is refused.
enum CSVNumber {
  case number(ExactDecimal)
  /// The text is not a number, with what to write instead where that is known.
  case notANumber(help: String?)
  /// The text is a number that has too many digits or too large an exponent.
  case tooPrecise

  init(_ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
    let isGrouped = NumberNotation.canBeThousands(text)
    if delimiter == UInt8(ascii: ";") {
      if isGrouped {
        self = .notANumber(
          help: "can mean thousands or decimals here; write it without a group of three digits")
        return
      }
      if NumberNotation.hasDecimalComma(text) {
        let point = text.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
        self =
          point.withUnsafeBufferPointer { ExactDecimal($0) }.map(CSVNumber.number) ?? .tooPrecise
        return
      }
    }
    if let value = ExactDecimal(text) {
      self = .number(value)
    } else if NumberNotation.isJSON(text) {
      self = .tooPrecise
    } else if NumberNotation.hasDecimalComma(text), !isGrouped {
      let written = String(decoding: text, as: UTF8.self)
      self = .notANumber(help: "write `\(written.replacing(",", with: "."))`")
    } else if text.contains(UInt8(ascii: ",")), text.contains(where: { (0x30...0x39).contains($0) })
    {
      self = .notANumber(
        help: "write it with `.` before the decimals and nothing between thousands")
    } else {
      self = .notANumber(help: nil)
    }
  }
}

/// Notations of numbers, told apart by their bytes.
private enum NumberNotation {
  nonisolated(unsafe) private static let json = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/
  nonisolated(unsafe) private static let comma = /-?(0|[1-9][0-9]*),[0-9]+/
  nonisolated(unsafe) private static let thousands = /-?[1-9][0-9]{0,2}[.,][0-9]{3}/

  static func isJSON(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    String(decoding: text, as: UTF8.self).wholeMatch(of: json) != nil
  }

  /// `10,5`.
  static func hasDecimalComma(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.contains(UInt8(ascii: ","))
      && String(decoding: text, as: UTF8.self).wholeMatch(of: comma) != nil
  }

  /// `1,000` and `1.000`, which can mean one or a thousand.
  static func canBeThousands(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (5...8).contains(text.count), let separator = text.dropLast(3).last,
      separator == UInt8(ascii: ",") || separator == UInt8(ascii: ".")
    else { return false }
    return String(decoding: text, as: UTF8.self).wholeMatch(of: thousands) != nil
  }
}
