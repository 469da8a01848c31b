internal import Diagnostics

extension Layout {
  /// Assigns every comment and every blank line of a document to the item that it belongs to.
  ///
  /// A comment after a value on the same line belongs to that value. A comment that has a line to
  /// itself belongs to the next item or, if it is indented deeper than that item, to the end of the
  /// list or mapping before it.
  init(_ document: Document) {
    let reading = LayoutReading(document)
    root = Item(document.root, isLaidOut: reading.isLaidOut)
    reading.attach(to: &root)
    root.closeUp(isFirst: true)
  }
}

private struct LayoutReading {
  private let document: Document
  private let bytes: [UInt8]
  /// The ranges of scalars, aliases and comments in order. Blank lines occur only between them.
  private let pieces: [Range<Int>]
  /// The ends of scalars whose text ends in blank lines.
  private let blankEnds: Set<Int>

  init(_ document: Document) {
    self.document = document
    bytes = document.source.bytes
    var pieces = document.comments.map(\.span.range)
    var blankEnds: Set<Int> = []
    func collect(_ node: Node) {
      guard node.alias == nil else { return pieces.append(node.wholeRange) }
      switch node.content {
      case .scalar(let text, _):
        pieces.append(node.wholeRange)
        if text.hasSuffix("\n\n") { blankEnds.insert(node.wholeRange.upperBound) }
      case .sequence, .mapping:
        if !node.hasMembers { pieces.append(node.wholeRange) }
        (node.elements ?? []).forEach(collect)
        for entry in node.entries ?? [] {
          collect(entry.keyNode)
          collect(entry.value)
        }
      }
    }
    collect(document.root)
    // A comment in the header of a block scalar is within the range of that scalar.
    var ordered: [Range<Int>] = []
    for piece in pieces.sorted(by: { $0.lowerBound < $1.lowerBound })
    where ordered.last.map({ piece.upperBound > $0.upperBound }) ?? true || piece.isEmpty {
      ordered.append(piece)
    }
    self.pieces = ordered
    self.blankEnds = blankEnds
  }

  /// Whether the members of a value get separate lines. In block style they always do; in brackets,
  /// if there is a comment, a blank line or an empty value among them.
  func isLaidOut(_ node: Node) -> Bool {
    guard node.hasMembers, node.style == .flow else { return node.style == .block }
    let inside = node.span.range
    var end = inside.lowerBound
    for piece in pieces[firstPiece(from: inside.lowerBound)...] {
      guard piece.lowerBound < inside.upperBound else { break }
      if bytes[piece].first == UInt8(ascii: "#") || hasBlankLine(end..<piece.lowerBound) {
        return true
      }
      end = piece.upperBound
    }
    return hasBlankLine(end..<inside.upperBound) || node.containsEmptyValue
  }

  func attach(to root: inout Layout.Item) {
    let all = positions(of: root)
    let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })
    let items = root.members == nil ? all : Array(all.dropFirst())
    for item in items where hasBlankLine(above: item.start) {
      root.change(at: item.path) { $0.isSpaced = true }
    }
    // The item after the last comment, and the depth at which that comment was placed. Comments
    // keep their order, so the next one must not be deeper.
    var last = (next: -1, depth: 0)
    for comment in document.comments {
      let offset = comment.span.range.lowerBound
      let next = items.partitionIndex { $0.start > offset }
      let before = next > 0 ? items[next - 1] : nil
      let following = next < items.count ? items[next] : nil
      let text = written(comment)
      if let before, last.next != next, !hasOwnLine(offset) {
        root.change(at: before.path) { $0.give(trailing: text) }
        continue
      }
      let line = Layout.Comment(text: text, isSpaced: hasBlankLine(above: offset))
      if let before, before.members == nil, before.value > offset {
        root.change(at: before.path) {
          $0.raiseTrailing()
          $0.leading.append(line)
        }
        continue
      }
      let deepest = last.next == next ? last.depth : .max
      if deepest >= 0, let ended = ended(by: offset, before, following, byPath, deepest) {
        root.change(at: ended) { $0.footer.append(line) }
        last = (next, ended.count)
      } else if let following {
        root.change(at: following.path) { $0.leading.append(line) }
        last = (next, -1)
      } else {
        root.footer.append(line)
        last = (next, 0)
      }
    }
  }

  // MARK: Positions

  /// The position of an item in the source and in the layout.
  private struct Position {
    enum Members {
      case indented(Int)
      case bracketed(until: Int)
    }

    /// The member indices that lead to the item from the root.
    let path: ArraySlice<Int>
    let start: Int
    /// The offset of the value, after its key.
    let value: Int
    let column: Int
    let members: Members?
  }

  /// Every item in file order, each before its members.
  private func positions(
    of item: Layout.Item, path: ArraySlice<Int> = [], column: Int = 0
  ) -> [Position] {
    let range = item.node.span.range
    let inner = document.source.position(of: range.lowerBound).column - 1
    let isBlock = item.node.style == .block
    let position = Position(
      path: path, start: item.start, value: item.node.wholeRange.lowerBound, column: column,
      members: item.members == nil
        ? nil : isBlock ? .indented(inner) : .bracketed(until: range.upperBound))
    return [position]
      + (item.members ?? []).enumerated().flatMap { index, member in
        positions(of: member, path: path + [index], column: inner)
      }
  }

  /// The path of the list or mapping to whose end a comment belongs: one in brackets that is still
  /// open or, failing that, the innermost one that is indented no deeper than the comment and
  /// deeper than the following item.
  private func ended(
    by offset: Int, _ before: Position?, _ following: Position?,
    _ byPath: [ArraySlice<Int>: Position], _ deepest: Int
  ) -> ArraySlice<Int>? {
    guard let before else { return nil }
    let column = indentation(of: offset)
    var path = before.path.prefix(deepest)
    while true {
      if following?.path.starts(with: path) == true { return nil }
      switch byPath[path]?.members {
      case .bracketed(let end) where end > offset: return path
      case .indented(let inner)
      where inner <= column && inner > (following?.column ?? -1):
        return path
      default: break
      }
      if path.isEmpty { return nil }
      path = path.dropLast()
    }
  }

  // MARK: Lines

  private func written(_ comment: Document.Comment) -> String {
    var text = document.source.text(comment.span.range)[...]
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    let content = text.dropFirst()
    return content.isEmpty || " #".contains(content.first ?? " ") ? String(text) : "# \(content)"
  }

  /// Whether there is neither a value nor a closing bracket on the line before this offset.
  private func hasOwnLine(_ offset: Int) -> Bool {
    var start = offset
    while start > 0, ![0x0A, 0x0D].contains(bytes[start - 1]) { start -= 1 }
    let piece = firstPiece(from: offset) - 1
    if piece >= 0, pieces[piece].upperBound > start { return false }
    return !bytes[start..<offset].contains { "]}".utf8.contains($0) }
  }

  /// The indentation of the line that contains this offset.
  private func indentation(of offset: Int) -> Int {
    var start = offset
    while start > 0, ![0x0A, 0x0D].contains(bytes[start - 1]) { start -= 1 }
    return bytes[start...offset].prefix { $0 == 0x20 }.count
  }

  private func hasBlankLine(above offset: Int) -> Bool {
    let piece = firstPiece(from: offset) - 1
    guard piece >= 0 else { return false }
    let end = pieces[piece].upperBound
    return end <= offset && !blankEnds.contains(end) && hasBlankLine(end..<offset)
  }

  private func hasBlankLine(_ gap: Range<Int>) -> Bool {
    var isOpen = false
    for byte in bytes[gap] {
      switch byte {
      case 0x0A where isOpen: return true
      case 0x0A: isOpen = true
      case 0x20, 0x09, 0x0D: break
      default: isOpen = false
      }
    }
    return false
  }

  /// The index of the first piece that begins at or after an offset.
  private func firstPiece(from offset: Int) -> Int {
    pieces.partitionIndex { $0.lowerBound >= offset }
  }
}

extension Array {
  /// The first index from which a condition holds up to the end, or the end index, by binary
  /// search.
  fileprivate func partitionIndex(where holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Node {
  /// Whether the value or one inside it is empty, so that nothing is written for it.
  fileprivate var containsEmptyValue: Bool {
    guard alias == nil else { return false }
    switch content {
    case .scalar(let text, let isQuoted): return text.isEmpty && !isQuoted
    case .sequence(let elements): return elements.contains(where: \.containsEmptyValue)
    case .mapping(let entries): return entries.contains { $0.value.containsEmptyValue }
    }
  }
}
