extension String {
  /// The text on one line, without control and formatting characters, which sources must not
  /// contain or readers cannot see.
  package var oneLine: String {
    let visible = unicodeScalars.map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: " "
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(visible)).split(separator: " ").joined(separator: " ")
  }

  /// The plain text for the beginning of a line, where CommonMark would read `-` or `1.` as a list.
  ///
  /// - Parameter introduction: the words to put before a text that does not begin with a letter.
  func plainLine(_ introduction: String) -> String {
    let text = plainText
    guard let first = text.unicodeScalars.first else { return introduction }
    return first.properties.isAlphabetic ? text : "\(introduction) \(text)"
  }

  /// The text on one line, without the characters that CommonMark could read as markup.
  var plainText: String {
    let marks = "\\`*_{}[]<>#&@|~!$^=\"".unicodeScalars
    return String(
      String.UnicodeScalarView(oneLine.unicodeScalars.map { marks.contains($0) ? " " : $0 })
    ).split(separator: " ").joined(separator: " ")
  }
}
