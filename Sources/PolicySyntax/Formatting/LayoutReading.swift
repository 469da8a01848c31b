internal import Diagnostics

extension Layout {
  /// Gives every comment and every blank line of a document to the item that it belongs to.
  ///
  /// A comment behind a value belongs to it. One on a line of its own belongs to the next item, or,
  /// where it is indented deeper than that, to the end of the list or mapping before it.
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
  /// Scalars, aliases and comments in order; blank lines may stand between them.
  private let pieces: [Range<Int>]
  /// Where scalars end whose own text ends in blank lines.
  private let blankEnds: Set<Int>

  init(_ document: Document) {
    self.document = document
    bytes = document.source.bytes
    var pieces = document.comments.map(\.span.range)
    var blankEnds: Set<Int> = []
    func collect(_ node: Node) {
      guard node.alias == nil else { return pieces.append(node.place) }
      switch node.content {
      case .scalar(let text, _):
        pieces.append(node.place)
        if text.hasSuffix("\n\n") { blankEnds.insert(node.place.upperBound) }
      case .sequence, .mapping:
        if !node.hasMembers { pieces.append(node.place) }
        (node.elements ?? []).forEach(collect)
        for entry in node.entries ?? [] {
          collect(entry.keyNode)
          collect(entry.value)
        }
      }
    }
    collect(document.root)
    // A comment behind the sign of a block of lines lies within that block.
    var ordered: [Range<Int>] = []
    for piece in pieces.sorted(by: { $0.lowerBound < $1.lowerBound })
    where ordered.last.map({ piece.upperBound > $0.upperBound }) ?? true || piece.isEmpty {
      ordered.append(piece)
    }
    self.pieces = ordered
    self.blankEnds = blankEnds
  }

  /// Whether the members of a value get lines of their own: by indentation they always do; in
  /// brackets where a comment or a blank line stands among them, or nothing in a value's place.
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
    return hasBlankLine(end..<inside.upperBound) || node.holdsNothing
  }

  func attach(to root: inout Layout.Item) {
    let places = places(of: root)
    let byPath = Dictionary(uniqueKeysWithValues: places.map { ($0.path, $0) })
    let items = root.members == nil ? places : Array(places.dropFirst())
    for item in items where hasBlankLine(above: item.start) {
      root.change(at: item.path) { $0.isSpaced = true }
    }
    // Before which item the last comment stood, and how deep it went: comments keep their order,
    // so the next one goes no deeper.
    var last = (next: -1, depth: 0)
    for comment in document.comments {
      let offset = comment.span.range.lowerBound
      let next = items.firstPlace { $0.start > offset }
      let before = next > 0 ? items[next - 1] : nil
      let following = next < items.count ? items[next] : nil
      let text = written(comment)
      if let before, last.next != next, !standsAlone(offset) {
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

  // MARK: Places

  private struct Place {
    enum Members {
      case indented(Int)
      case bracketed(until: Int)
    }

    /// The places among members that lead to it from the root.
    let path: ArraySlice<Int>
    let start: Int
    /// Where its value begins, behind its key.
    let value: Int
    let column: Int
    let members: Members?
  }

  /// Every item in the order of the file, each before its members.
  private func places(of item: Layout.Item, path: ArraySlice<Int> = [], column: Int = 0) -> [Place]
  {
    let range = item.node.span.range
    let inner = document.source.position(of: range.lowerBound).column - 1
    let isBlock = item.node.style == .block
    let place = Place(
      path: path, start: item.start, value: item.node.place.lowerBound, column: column,
      members: item.members == nil
        ? nil : isBlock ? .indented(inner) : .bracketed(until: range.upperBound))
    return [place]
      + (item.members ?? []).enumerated().flatMap { number, member in
        places(of: member, path: path + [number], column: inner)
      }
  }

  /// The list or mapping that a comment ends: one in brackets that is still open, else the
  /// innermost that is indented no deeper than the comment, and deeper than what follows.
  private func ended(
    by offset: Int, _ before: Place?, _ following: Place?, _ byPath: [ArraySlice<Int>: Place],
    _ deepest: Int
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
    let words = text.dropFirst()
    return words.isEmpty || " #".contains(words.first ?? " ") ? String(text) : "# \(words)"
  }

  /// Whether no value and no bracket that closes one stands on the line before this place.
  private func standsAlone(_ offset: Int) -> Bool {
    var start = offset
    while start > 0, ![0x0A, 0x0D].contains(bytes[start - 1]) { start -= 1 }
    let piece = firstPiece(from: offset) - 1
    if piece >= 0, pieces[piece].upperBound > start { return false }
    return !bytes[start..<offset].contains { "]}".utf8.contains($0) }
  }

  /// How far the line is indented on which this place is.
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

  /// The place among pieces of the first that begins there or behind.
  private func firstPiece(from offset: Int) -> Int {
    pieces.firstPlace { $0.lowerBound >= offset }
  }
}

extension Array {
  /// The first place from which a condition holds to the end, or the end.
  fileprivate func firstPlace(where holds: (Element) -> Bool) -> Int {
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
  /// Whether nothing is written in the place of one of its values.
  fileprivate var holdsNothing: Bool {
    guard alias == nil else { return false }
    switch content {
    case .scalar(let text, let isQuoted): return text.isEmpty && !isQuoted
    case .sequence(let elements): return elements.contains(where: \.holdsNothing)
    case .mapping(let entries): return entries.contains { $0.value.holdsNothing }
    }
  }
}
