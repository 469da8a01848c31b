/// The values of a choice, made from the strings of a column.
struct ChoiceWords {
  /// In the order of the strings, and last the one for every other string.
  private(set) var all: [String] = []
  private(set) var byText: [String: String] = [:]
  /// The value for a string that the column does not name; nil where the model lists all strings.
  private(set) var other: String?
  /// The strings that are written otherwise.
  private(set) var renamed: [(text: String, word: String)] = []

  init() {}

  /// - Parameters:
  ///   - listed: the strings that the model allows; nil where it allows any.
  ///   - named: the strings in the cells of the column.
  init(listed: [String]?, named: [String]) {
    var names = ImportedNames()
    for text in listed ?? named where byText[text] == nil {
      let word = names.add(text, numbered: "word_\(all.count + 1)")
      all.append(word)
      byText[text] = word
      if word != text { renamed.append((text, word)) }
    }
    guard listed == nil else { return }
    let word = names.add("other", numbered: "other")
    all.append(word)
    other = word
  }
}
