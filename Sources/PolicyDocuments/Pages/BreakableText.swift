internal import MarkupText

extension [Markup] {
  /// Text with places where a browser may break long names and JSON, which copied text does not
  /// contain.
  static func breakable(_ text: String) -> [Markup] {
    guard text.utf8.contains(UInt8(ascii: "_")) || text.utf8.contains(UInt8(ascii: "{")) else {
      return [.text(text)]
    }
    var nodes: [Markup] = []
    var piece = ""
    for character in text {
      piece.append(character)
      if character == "_" || piece.count > 24 && (character == "," || character == ":") {
        nodes += [.text(piece), .tag(.wbr)]
        piece = ""
      }
    }
    return nodes + [.text(piece)]
  }
}
