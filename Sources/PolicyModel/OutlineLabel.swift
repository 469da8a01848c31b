/// The labels of an outline, by depth: I, A, 1, a, i, and then A again.
package enum OutlineLabel {
  /// - Parameters:
  ///   - index: the index among siblings, from 0.
  ///   - depth: 0 for statements.
  package static func text(index: Int, depth: Int) -> String {
    switch depth % 4 {
    case 1: letters(index + 1)
    case 2: String(index + 1)
    case 3: letters(index + 1).lowercased()
    default: depth == 0 ? roman(index + 1) : roman(index + 1).lowercased()
    }
  }

  private static func roman(_ number: Int) -> String {
    let signs = [
      (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
      (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ]
    var rest = number
    var text = ""
    for (value, sign) in signs {
      while rest >= value {
        text += sign
        rest -= value
      }
    }
    return text
  }

  /// A to Z, then AA, AB and so on, as in the columns of a spreadsheet.
  private static func letters(_ number: Int) -> String {
    var rest = number
    var text = ""
    while rest > 0 {
      rest -= 1
      let letter = Character(Unicode.Scalar(UInt8(0x41 + rest % 26)))
      text = String(letter) + text
      rest /= 26
    }
    return text
  }
}
