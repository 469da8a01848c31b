/// How the lines of a text changed.
struct TextDifference {
  enum Piece {
    case same(String)
    case removed(String)
    case added(String)
    case changed(WordDifference)
  }

  let pieces: [Piece]

  /// Removed lines are paired with the lines added in their place.
  ///
  /// - Parameters: the lines of both texts; a text that does not exist has none.
  init(from old: [String], to new: [String]) {
    var pieces: [Piece] = []
    var removed: [String] = []
    var added: [String] = []
    func append() {
      let paired = min(removed.count, added.count)
      pieces += zip(removed, added).map { .changed(WordDifference(from: $0, to: $1)) }
      pieces += removed.dropFirst(paired).map { .removed($0) }
      pieces += added.dropFirst(paired).map { .added($0) }
      (removed, added) = ([], [])
    }
    for step in alignment(of: old, with: new) {
      switch step {
      case .removed(let line): removed.append(line)
      case .added(let line): added.append(line)
      case .same(let line):
        append()
        pieces.append(.same(line))
      }
    }
    append()
    self.pieces = pieces
  }
}
