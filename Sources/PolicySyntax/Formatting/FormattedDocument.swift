internal import Diagnostics

extension Document {
  /// The document in the standard layout.
  ///
  /// The result is read back and compared with the original. It is nil unless every value, anchor,
  /// alias and comment is the same.
  package var formatted: [UInt8]? {
    let bytes = Array(LayoutPrinter(Layout(self)).text.utf8)
    let (again, findings) = Document.read(SourceText(path: source.path, bytes: bytes))
    guard let again, findings.isEmpty, again.root.isWritten(as: root),
      again.comments.map(\.trimmed) == comments.map(\.trimmed)
    else { return nil }
    return bytes
  }
}

extension Node {
  /// Whether two values are equal and have the same anchors and aliases, regardless of their
  /// layout.
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
  fileprivate var trimmed: Substring {
    var trimmed = text[...]
    while let last = trimmed.last, last == " " || last == "\t" { trimmed.removeLast() }
    return trimmed
  }
}
