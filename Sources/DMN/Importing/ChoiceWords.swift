/// The values of a choice, derived from the strings of a column.
struct ChoiceWords {
  /// All values in the order of the strings; the value for every other string is last.
  private(set) var all: [String] = []
  private(set) var byText: [String: String] = [:]
  /// The value for a string that the column does not name; nil if the model lists all strings.
  private(set) var other: String?
  /// The strings whose value is written differently.
  private(set) var renamed: [(text: String, word: String)] = []

  init() {}

  /// - Parameters:
  ///   - listed: the strings that the model allows; nil if it allows any.
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
