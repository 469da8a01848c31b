internal import PolicyModel

/// Words that two texts share, and words that only one of them has, in order.
struct WordDifference {
  enum Kind {
    case same
    case removed
    case added
  }

  struct Run: Equatable {
    let kind: Kind
    let text: String
  }

  /// No two neighbours are of one kind; a removal stands before what replaces it.
  let runs: [Run]

  /// Longer texts are shown as replaced whole: comparing grows with the square of their difference.
  static let mostWords = 4_000

  init(from old: String, to new: String) {
    let before = WordDifference.words(old)
    let after = WordDifference.words(new)
    guard before.count + after.count <= WordDifference.mostWords else {
      runs = WordDifference.joined([(.removed, before), (.added, after)])
      return
    }
    let difference = after.difference(from: before)
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let place, _, _): removed.insert(place)
      case .insert(let place, _, _): added.insert(place)
      }
    }
    var pieces: [(kind: Kind, words: [String])] = []
    var (one, two) = (0, 0)
    while one < before.count || two < after.count {
      if one < before.count, removed.contains(one) {
        pieces.append((.removed, [before[one]]))
        one += 1
      } else if two < after.count, added.contains(two) {
        pieces.append((.added, [after[two]]))
        two += 1
      } else {
        pieces.append((.same, [after[two]]))
        one += 1
        two += 1
      }
    }
    runs = WordDifference.joined(pieces)
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }

  private static func joined(_ pieces: [(kind: Kind, words: [String])]) -> [Run] {
    var joined: [(kind: Kind, words: [String])] = []
    for piece in pieces where !piece.words.isEmpty {
      if joined.last?.kind == piece.kind {
        joined[joined.count - 1].words += piece.words
      } else {
        joined.append(piece)
      }
    }
    return joined.map { Run(kind: $0.kind, text: $0.words.joined(separator: " ")) }
  }
}

/// What became of a text: pieces in order, of which unchanged ones may be folded.
struct TextDifference {
  enum Piece {
    case same(String)
    case removed(String)
    case added(String)
    case changed(WordDifference)
  }

  let pieces: [Piece]

  /// - Parameters: the blocks of both texts; a missing text has none.
  init(from old: [String], to new: [String]) {
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let place, _, _): removed.insert(place)
      case .insert(let place, _, _): added.insert(place)
      }
    }
    var pieces: [Piece] = []
    var (one, two) = (0, 0)
    while one < old.count || two < new.count {
      let isGone = one < old.count && removed.contains(one)
      let isNew = two < new.count && added.contains(two)
      if isGone, isNew {
        pieces.append(.changed(WordDifference(from: old[one], to: new[two])))
        one += 1
        two += 1
      } else if isGone {
        pieces.append(.removed(old[one]))
        one += 1
      } else if isNew {
        pieces.append(.added(new[two]))
        two += 1
      } else {
        pieces.append(.same(new[two]))
        one += 1
        two += 1
      }
    }
    self.pieces = pieces
  }
}

extension Prose {
  /// A line a paragraph or list item, with every mark and citation, so that each change shows.
  var lines: [String] { blocks.flatMap { $0.lines(marker: "") } }
}

extension Prose.Block {
  fileprivate func lines(marker: String) -> [String] {
    switch self {
    case .paragraph(let inlines): return [marker + inlines.marked]
    case .list(let start, let items):
      return items.enumerated().flatMap { place, blocks in
        blocks.flatMap { $0.lines(marker: start.map { "\($0 + place). " } ?? "• ") }
      }
    }
  }
}

extension [Prose.Inline] {
  var marked: String {
    map { inline in
      switch inline {
      case .text(let words): words
      case .code(let words): "`\(words)`"
      case .emphasis(let inner): "*\(inner.marked)*"
      case .strong(let inner): "**\(inner.marked)**"
      case .link(let url, let inner): "\(inner.marked) (\(url))"
      case .range(let fact): "{\(fact)}"
      // By key: that a reference has another number is no change.
      case .citation(let keys): " [" + keys.map { "@\($0)" }.joined(separator: "; ") + "]"
      }
    }.joined()
  }
}
