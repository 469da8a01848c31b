/// A document for printing: every value with the comments and blank lines that belong to it.
struct Layout {
  /// A comment that has a line to itself.
  struct Comment {
    /// The comment with its `#`.
    let text: String
    /// Whether a blank line precedes it.
    var isSpaced: Bool
  }

  /// An entry of a mapping, an element of a list, or the document itself.
  struct Item {
    /// The key of an entry.
    let key: Node?
    let node: Node
    /// The comments above the item.
    var leading: [Comment] = []
    /// Whether a blank line directly precedes the item.
    var isSpaced = false
    /// The comment on the item's line, or on the line of its key if it has members.
    var trailing: String?
    /// The members, if each of them gets its own line; nil if the whole item is on one line.
    var members: [Item]?
    /// The comments below the last member.
    var footer: [Comment] = []
  }

  var root: Item
}

extension Layout.Item {
  init(_ node: Node, key: Node? = nil, isLaidOut: (Node) -> Bool) {
    self.key = key
    self.node = node
    guard node.alias == nil, isLaidOut(node) else { return }
    switch node.content {
    case .scalar: break
    case .sequence(let elements):
      members = elements.map { Layout.Item($0, isLaidOut: isLaidOut) }
    case .mapping(let entries):
      members = entries.map { Layout.Item($0.value, key: $0.keyNode, isLaidOut: isLaidOut) }
    }
  }

  /// The offset of the item in the source.
  var start: Int { (key ?? node).wholeRange.lowerBound }

  /// Sets the comment on the item's line. An existing one moves above the item.
  mutating func give(trailing text: String) {
    raiseTrailing()
    trailing = text
  }

  mutating func raiseTrailing() {
    guard let trailing else { return }
    leading.append(Layout.Comment(text: trailing, isSpaced: false))
    self.trailing = nil
  }

  /// Removes blank lines at the beginning of the document and of each list and mapping.
  mutating func closeUp(isFirst: Bool) {
    if isFirst {
      if leading.isEmpty { isSpaced = false } else { leading[0].isSpaced = false }
    }
    for index in members?.indices ?? 0..<0 { members?[index].closeUp(isFirst: index == 0) }
  }

  /// Changes the item at a path of member indices.
  ///
  /// This is not a subscript with `_modify`, because the optimizer of Swift 6.3 miscompiles one
  /// that calls itself.
  mutating func change(at path: ArraySlice<Int>, _ change: (inout Layout.Item) -> Void) {
    guard let first = path.first, members != nil else { return change(&self) }
    members?[first].change(at: path.dropFirst(), change)
  }
}
