/// Looks up the names that a model declares, which can contain spaces, in the text of expressions.
struct FEELNames {
  /// The names by their first word, longest first, with single spaces.
  private let names: [[Unicode.Scalar]: [[Unicode.Scalar]]]

  /// The limit on the number of names, because every word of an expression is looked up among them.
  static let most = 10_000

  init(_ names: some Sequence<String>) {
    let spaced = Set(names.map(FEELNames.spaced)).map { Array($0.unicodeScalars) }
    self.names = Dictionary(grouping: spaced.filter { !$0.isEmpty }) {
      FEELNames.firstWord(of: $0[...])
    }.mapValues { $0.sorted { $0.count > $1.count } }
  }

  /// The first word of a text, or its first character if that is not part of a word.
  private static func firstWord(of text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
    let word = text.prefix(while: isPart)
    return Array(word.isEmpty ? text.prefix(1) : word)
  }

  /// A name with single spaces between its words.
  static func spaced(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The longest name with which a text begins, and its length in the text.
  func longest(in text: ArraySlice<Unicode.Scalar>) -> (name: String, length: Int)? {
    guard let candidates = names[FEELNames.firstWord(of: text)] else { return nil }
    for name in candidates {
      guard let length = FEELNames.length(of: name, in: text) else { continue }
      return (String(String.UnicodeScalarView(name)), length)
    }
    return nil
  }

  private static func length(of name: [Unicode.Scalar], in text: ArraySlice<Unicode.Scalar>)
    -> Int?
  {
    var index = text.startIndex
    for scalar in name {
      guard index < text.endIndex else { return nil }
      if scalar == " " {
        guard text[index].properties.isWhitespace else { return nil }
        while index < text.endIndex, text[index].properties.isWhitespace { index += 1 }
      } else {
        guard text[index] == scalar else { return nil }
        index += 1
      }
    }
    if index < text.endIndex, let last = name.last, isPart(last), isPart(text[index]) {
      return nil
    }
    return index - text.startIndex
  }

  /// Whether a name can begin with the character.
  static func isStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
  }

  /// Whether the character continues a word.
  static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    isStart(scalar) || ("0"..."9").contains(scalar)
  }
}
