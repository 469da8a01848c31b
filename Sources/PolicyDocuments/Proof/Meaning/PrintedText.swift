/// How the readers of printed tests take text apart.
extension String {
  /// The text after a prefix.
  func after(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }

  /// The texts before and after the first separator.
  func around(_ separator: String) -> (String, String)? {
    firstRange(of: separator).map {
      (String(self[..<$0.lowerBound]), String(self[$0.upperBound...]))
    }
  }

  /// The pieces between separators that are not in parentheses.
  func outsideParentheses(_ separator: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var depth = 0
    var rest = self[...]
    while let character = rest.first {
      if depth == 0, rest.hasPrefix(separator) {
        pieces.append(piece)
        piece = ""
        rest = rest.dropFirst(separator.count)
        continue
      }
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      piece.append(character)
      rest.removeFirst()
    }
    return pieces + [piece]
  }
}
