/// Texts of FEEL that compute something with parts of the language that this reader does not have.
enum FEELComputation {
  /// Whether a text calls a function or begins like `if … then … else …`, and its strings and brackets
  /// are closed. Any other text that cannot be read is taken as a mistake.
  static func isOne(_ text: String) -> Bool {
    var open: [Character] = []
    var isInString = false
    var calls = false
    var previous: Character = " "
    for character in text {
      if character == "\"" {
        isInString.toggle()
      } else if !isInString {
        switch character {
        case "(":
          calls = calls || previous.isLetter || previous.isNumber
          open.append(")")
        case "[": open.append("]")
        case "{": open.append("}")
        case ")", "]", "}": if open.popLast() != character { return false }
        default: break
        }
      }
      if !character.isWhitespace { previous = character }
    }
    guard !isInString, open.isEmpty else { return false }
    let first = text.prefix { $0.isLetter }
    return calls || ["if", "for", "some", "every"].contains(first)
  }
}
