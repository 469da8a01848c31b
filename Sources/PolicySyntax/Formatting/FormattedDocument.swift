internal import Diagnostics

extension Document {
  /// The document in the one layout that it has.
  ///
  /// It is read back: every value, every name of an alias and every comment is the same, or there
  /// is none.
  package var formatted: [UInt8]? {
    let bytes = Array(LayoutPrinter(Layout(self)).text.utf8)
    let (again, findings) = Document.read(SourceText(path: source.path, bytes: bytes))
    guard let again, findings.isEmpty, again.root.isWritten(as: root),
      again.comments.map(\.words) == comments.map(\.words)
    else { return nil }
    return bytes
  }
}

extension Node {
  /// Whether two values are the same and hold the same anchors and aliases, however they are laid out.
  fileprivate func isWritten(as other: Node, isKey: Bool = false) -> Bool {
    guard alias == other.alias, anchor == other.anchor else { return false }
    if alias != nil { return true }
    switch (content, other.content) {
    case (.scalar(let one, let isQuoted), .scalar(let two, let wasQuoted)):
      return one == two && one.utf8.elementsEqual(two.utf8)
        && (!one.isEmpty || isKey || isQuoted == wasQuoted)
    case (.sequence(let ones), .sequence(let others)):
      return ones.count == others.count && zip(ones, others).allSatisfy { $0.isWritten(as: $1) }
    case (.mapping(let ones), .mapping(let others)):
      return ones.count == others.count
        && zip(ones, others).allSatisfy {
          $0.keyNode.isWritten(as: $1.keyNode, isKey: true) && $0.value.isWritten(as: $1.value)
        }
    default: return false
    }
  }
}

extension Document.Comment {
  fileprivate var words: Substring {
    var words = text[...]
    while let last = words.last, last == " " || last == "\t" { words.removeLast() }
    return words
  }
}
