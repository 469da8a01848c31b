/// The names of a model, as expressions use them.
struct FEELNames {
  /// By the word with which they begin, the longest first; white space is one space.
  private let names: [[Unicode.Scalar]: [[Unicode.Scalar]]]

  /// The most names that a model can have, since each place of a text is compared with them.
  static let most = 10_000

  init(_ names: some Sequence<String>) {
    let spaced = Set(names.map(FEELNames.spaced)).map { Array($0.unicodeScalars) }
    self.names = Dictionary(grouping: spaced.filter { !$0.isEmpty }) { FEELNames.head(of: $0[...]) }
      .mapValues { $0.sorted { $0.count > $1.count } }
  }

  /// The word with which a text begins, or the sign.
  private static func head(of text: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
    let word = text.prefix(while: isPart)
    return Array(word.isEmpty ? text.prefix(1) : word)
  }

  static func spaced(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The longest name with which a text begins, and how much of the text it takes.
  func longest(in text: ArraySlice<Unicode.Scalar>) -> (name: String, length: Int)? {
    guard let candidates = names[FEELNames.head(of: text)] else { return nil }
    for name in candidates {
      guard let length = FEELNames.length(of: name, in: text) else { continue }
      return (String(String.UnicodeScalarView(name)), length)
    }
    return nil
  }

  private static func length(of name: [Unicode.Scalar], in text: ArraySlice<Unicode.Scalar>)
    -> Int?
  {
    var place = text.startIndex
    for scalar in name {
      guard place < text.endIndex else { return nil }
      if scalar == " " {
        guard text[place].properties.isWhitespace else { return nil }
        while place < text.endIndex, text[place].properties.isWhitespace { place += 1 }
      } else {
        guard text[place] == scalar else { return nil }
        place += 1
      }
    }
    if place < text.endIndex, let last = name.last, isPart(last), isPart(text[place]) {
      return nil
    }
    return place - text.startIndex
  }

  /// Whether it goes on with a word that it follows.
  static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }
}
