internal import Values

/// Why a text is not a number that a policy can use.
enum NumberProblem: Error, Hashable {
  /// - Parameter meant: the number in the form that policies use, if only one can be meant.
  case notANumber(meant: String?)
  case tooManyDigits
  case outOfRange

  func message(_ text: String) -> String {
    switch self {
    case .notANumber: "`\(text.prefix(80))` is not a number"
    case .tooManyDigits: "`\(text.prefix(80))` has more than \(ExactDecimal.mostDigits) digits"
    case .outOfRange: "`\(text.prefix(80))` is too large or too small for an exact number"
    }
  }

  var help: String {
    switch self {
    case .notANumber(let meant): meant.map { "write `\($0)`" } ?? "write it as `20` or `0.5`"
    case .tooManyDigits: "write at most \(ExactDecimal.mostDigits) digits"
    case .outOfRange: "use an exponent from -6176 to 6111"
    }
  }
}

extension ExactDecimal {
  init(written text: String) throws(NumberProblem) {
    guard let value = ExactDecimal(text) else { throw NumberProblem(of: text) }
    self = value
  }
}

extension NumberProblem {
  /// Classifies a text that is not a number in the form of JSON.
  init(of text: String) {
    self = .notANumber(meant: nil)
    guard let match = text.wholeMatch(of: nearlyNumber) else { return }
    let (sign, whole, fraction, exponent) = (match.1, match.2, match.3, match.4)
    // `1,000` can be a thousand or one.
    if fraction?.first == ",", fraction?.count == 4 { return }
    guard !whole.isEmpty || (fraction?.count ?? 0) > 1 else { return }
    let digits = whole.drop { $0 == "0" }
    var number = (sign == "-" ? "-" : "") + (digits.isEmpty ? "0" : String(digits))
    if let decimals = fraction?.dropFirst(), !decimals.isEmpty { number += "." + decimals }
    number += exponent ?? ""
    if ExactDecimal(number) != nil {
      self = .notANumber(meant: number)
    } else {
      let significant = (digits + (fraction?.dropFirst() ?? "")).drop { $0 == "0" }
      let trailing = significant.reversed().prefix { $0 == "0" }.count
      self = significant.count - trailing > ExactDecimal.mostDigits ? .tooManyDigits : .outOfRange
    }
  }
}

/// Compiled once. The pattern does not contain code of ours, so threads can share it.
nonisolated(unsafe) private let nearlyNumber =
  /([+-]?)([0-9]*)([.,][0-9]*)?([eE][+-]?[0-9]+)?/
