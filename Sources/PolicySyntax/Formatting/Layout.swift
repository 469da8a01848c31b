/// A document as it is laid out: every value with the comments and blank lines that belong to it.
struct Layout {
  /// A comment on a line of its own.
  struct Comment {
    /// With its `#`.
    let text: String
    /// Whether a blank line stands above it.
    var isSpaced: Bool
  }

  /// An entry of a mapping, an element of a list, or the document itself.
  struct Item {
    /// The key of an entry.
    let key: Node?
    let node: Node
    /// Above it.
    var leading: [Comment] = []
    /// Whether a blank line stands directly above it.
    var isSpaced = false
    /// Behind it, or behind its key where it has members.
    var trailing: String?
    /// The members, where each stands on a line of its own; nil for what stands on one line.
    var members: [Item]?
    /// Below the last member.
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

  /// The first byte that is written for it.
  var start: Int { key?.place.lowerBound ?? node.place.lowerBound }

  /// Of two comments behind it the first moves above it.
  mutating func give(trailing text: String) {
    raiseTrailing()
    trailing = text
  }

  mutating func raiseTrailing() {
    guard let trailing else { return }
    leading.append(Layout.Comment(text: trailing, isSpaced: false))
    self.trailing = nil
  }

  /// What begins a list, a mapping or the document has no blank line above it.
  mutating func closeUp(isFirst: Bool) {
    if isFirst {
      if leading.isEmpty { isSpaced = false } else { leading[0].isSpaced = false }
    }
    for number in members?.indices ?? 0..<0 { members?[number].closeUp(isFirst: number == 0) }
  }

  /// Changes the item to which places among members lead. A subscript with `_modify` would read
  /// better; the optimizer of Swift 6.3 breaks one that calls itself.
  mutating func change(at path: ArraySlice<Int>, _ change: (inout Layout.Item) -> Void) {
    guard let first = path.first, members != nil else { return change(&self) }
    members?[first].change(at: path.dropFirst(), change)
  }
}
