/// Prints a layout: two spaces for each level, lists indented below their key, and lines of at most
/// 100 columns where they can be broken at a space.
struct LayoutPrinter {
  private var lines: [String] = []

  private static let width = 100

  init(_ layout: Layout, indent: Int = 0) {
    let root = layout.root
    print(root.leading, indent: indent)
    if root.members == nil {
      if root.isSpaced { lines.append("") }
      print(root, after: String(repeating: " ", count: indent), indent: indent)
    } else {
      if let anchor = root.node.anchor { lines.append("&\(anchor)") }
      print(members: root, indent: indent)
    }
    print(root.footer, indent: indent)
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  /// - Parameter linePrefix: the text before the first member on its line; nil if it begins a line.
  private mutating func print(
    members item: Layout.Item, indent: Int, after linePrefix: String? = nil
  ) {
    let margin = String(repeating: " ", count: indent)
    for (index, member) in (item.members ?? []).enumerated() {
      let member = settled(member, indent: indent)
      var prefix = margin
      if index == 0, let linePrefix {
        prefix = linePrefix
      } else {
        print(member.leading, indent: indent)
        if member.isSpaced { lines.append("") }
      }
      print(member, after: prefix + mark(of: member), indent: indent)
    }
  }

  /// - Parameter prefix: the line so far, with the key and its colon, or the dash.
  private mutating func print(_ item: Layout.Item, after prefix: String, indent: Int) {
    let gap = prefix.isEmpty ? "" : " "
    let comment = item.trailing.map { " \($0)" } ?? ""
    if item.members != nil {
      if isCompact(item) {
        print(members: item, indent: indent + 2, after: prefix + gap)
      } else {
        let anchor = item.node.anchor.map { "\(gap)&\($0)" } ?? ""
        lines.append(prefix + anchor + comment)
        print(members: item, indent: indent + 2)
      }
      print(item.footer, indent: indent + 2)
    } else if let block = block(item.node, column: prefix.unicodeScalars.count + 1, indent) {
      let anchor = item.node.anchor.map { "&\($0) " } ?? ""
      lines.append(prefix + gap + anchor + block.header + comment)
      let margin = String(repeating: " ", count: indent + 2)
      lines += block.lines.map { $0.isEmpty ? "" : margin + $0 }
    } else {
      let form = inline(item.node, inFlow: false)
      let line = prefix + (form.isEmpty ? "" : gap + form) + comment
      lines.append(line)
    }
  }

  private mutating func print(_ comments: [Layout.Comment], indent: Int) {
    for comment in comments {
      if comment.isSpaced { lines.append("") }
      lines.append(String(repeating: " ", count: indent) + comment.text)
    }
  }

  // MARK: Lines

  /// The item with its members on separate lines if they do not fit on one, and without a comment
  /// between a dash and the first member.
  private func settled(_ item: Layout.Item, indent: Int) -> Layout.Item {
    var item = item
    if item.members == nil {
      let column = indent + mark(of: item).unicodeScalars.count + 1
      if item.node.hasMembers, item.node.alias == nil,
        column + inline(item.node, inFlow: false).unicodeScalars.count > LayoutPrinter.width
      {
        let node = item.node
        item.members = Layout.Item(node) { $0.wholeRange == node.wholeRange }.members
      }
    }
    guard isCompact(item), let first = item.members?.first else { return item }
    let inner = settled(first, indent: indent + 2)
    item.raiseTrailing()
    item.leading += inner.leading
    item.isSpaced = item.isSpaced || inner.isSpaced
    item.members?[0] = inner
    item.members?[0].leading = []
    item.members?[0].isSpaced = false
    return item
  }

  /// Whether the first member is on the line of the item's dash.
  private func isCompact(_ item: Layout.Item) -> Bool {
    item.members != nil && item.key == nil && item.node.anchor == nil
  }

  private func mark(of item: Layout.Item) -> String {
    item.key.map { key($0, inFlow: false) } ?? "-"
  }

  private func key(_ key: Node, inFlow: Bool) -> String {
    // A key can be empty if it was written after `?`.
    let name = key.text == "" && key.alias == nil ? "\"\"" : inline(key, inFlow: inFlow)
    // Without the space, the colon would be part of an alias's name.
    return name + (key.alias == nil ? ":" : " :")
  }

  // MARK: Values

  /// The text on several lines, if it contains line breaks or does not fit on one line.
  private func block(_ node: Node, column: Int, _ indent: Int) -> ScalarForms.Block? {
    guard node.alias == nil, case .scalar(let text, _) = node.content else { return nil }
    let forms = ScalarForms(text)
    let folded = { forms.folded(width: max(20, LayoutPrinter.width - indent - 2)) }
    if text.unicodeScalars.contains("\n") {
      return node.style == .literal ? forms.literal ?? folded() : folded() ?? forms.literal
    }
    let isWide = column + inline(node, inFlow: false).unicodeScalars.count > LayoutPrinter.width
    return isWide && forms.hasWords ? folded() : nil
  }

  private func inline(_ node: Node, inFlow: Bool) -> String {
    if let alias = node.alias { return "*\(alias)" }
    let value: String
    switch node.content {
    case .scalar(let text, let isQuoted):
      value = ScalarForms(text).inline(inFlow: inFlow, isQuoted: isQuoted)
    case .sequence(let elements):
      value = "[" + elements.map { inline($0, inFlow: true) }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      let members = entries.map {
        key($0.keyNode, inFlow: true) + " " + inline($0.value, inFlow: true)
      }
      value = "{" + members.joined(separator: ", ") + "}"
    }
    guard let anchor = node.anchor else { return value }
    return value.isEmpty ? "&\(anchor)" : "&\(anchor) \(value)"
  }
}

extension Node {
  var hasMembers: Bool {
    !(elements ?? []).isEmpty || !(entries ?? []).isEmpty
  }
}
